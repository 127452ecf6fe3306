import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, renameSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './commands.ts';

// Amazon publishes DynamoDB Local as an archive that changes under one address; this package holds a version of it.
const PACKAGE = 'amplify-dynamodb-simulator@2.9.30';
const INTEGRITY = 'sha512-xTeeRLvzEfqyd5lh3bH4c0kHvSHHmmhD5ZDsHFKAQ5g2Zl6JqlFdutaQhCLHzxEp6Ry1o7TB6niIoXuQAnSewQ==';
const EMULATOR = 'package/emulator';

const HOUR_MS = 3_600_000;
const LONGEST_DOWNLOAD_MS = 600_000;

/** There is no DynamoDB to be had. Its message says what to do about that. */
export class NoDynamodb extends Error {}

export const INSTEAD = 'or set AWS_ENDPOINT_URL_DYNAMODB to one that runs, such as that of `docker compose up -d`';

export const cacheFolder = join(root, 'node_modules', '.cache', 'holdfast');

/**
 * The folder with DynamoDB Local, downloaded if it is not there yet. It gets its name only when it is whole, so that
 * whatever was interrupted is no hindrance to the next one.
 *
 * @throws NoDynamodb when it cannot be had, or is not what it was when its hash was written down here.
 */
export function downloadedDynamodb(cache = cacheFolder): string {
  const folder = join(cache, `dynamodb-local-${PACKAGE.split('@')[1]}`);
  if (existsSync(folder)) return folder;
  mkdirSync(cache, { recursive: true });
  removeAbandoned(cache);
  const unfinished = mkdtempSync(join(cache, UNFINISHED));
  try {
    const archive = packedInto(unfinished);
    assertIntegrity(archive);
    run('tar', '-xzf', archive, '-C', unfinished, EMULATOR);
    moveTo(join(unfinished, EMULATOR), folder);
  } finally {
    rmSync(unfinished, { recursive: true, force: true });
  }
  return folder;
}

const UNFINISHED = 'unfinished-dynamodb-local-';

/** What a killed download left behind; a younger one may still be somebody's. */
function removeAbandoned(cache: string): void {
  for (const name of readdirSync(cache)) {
    const path = join(cache, name);
    if (!name.startsWith(UNFINISHED) || Date.now() - statSync(path).mtimeMs < HOUR_MS) continue;
    rmSync(path, { recursive: true, force: true });
  }
}

function packedInto(folder: string): string {
  run('npm', 'pack', PACKAGE, '--silent', '--ignore-scripts', '--prefer-offline', '--pack-destination', folder);
  const archive = readdirSync(folder).find((name) => name.endsWith('.tgz'));
  if (archive === undefined) throw noDownload('npm left no archive');
  return join(folder, archive);
}

function assertIntegrity(archive: string): void {
  const found = `sha512-${createHash('sha512').update(readFileSync(archive)).digest('base64')}`;
  if (found !== INTEGRITY) throw noDownload(`what came has the hash ${found}, not ${INTEGRITY}`);
}

/** Whoever was faster has the same. */
function moveTo(from: string, to: string): void {
  try {
    renameSync(from, to);
  } catch (error) {
    if (!existsSync(to)) throw error;
  }
}

function run(command: string, ...args: readonly string[]): void {
  const { status, stderr, error } = spawnSync(command, args, { encoding: 'utf8', timeout: LONGEST_DOWNLOAD_MS });
  if (status !== 0) throw noDownload(error?.message ?? `${command} said: ${stderr.trim().replaceAll(/\s+/g, ' ')}`);
}

const noDownload = (why: string): NoDynamodb =>
  new NoDynamodb(`DynamoDB Local (${PACKAGE}) cannot be downloaded: ${why}. Try again with a network, ${INSTEAD}.`);
