import { type ChildProcessByStdio, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { afterAll, afterEach, beforeAll, beforeEach } from 'vitest';

export const MAIN = new URL('../../../dist/entrypoints/express/main.js', import.meta.url).pathname;

export interface ServerProcess {
  readonly child: ChildProcessByStdio<null, Readable, Readable>;
  /** What it wrote so far. */
  out(): string;
  err(): string;
  /** Resolves when a line like this was written to standard output; rejects when it ends first. */
  wrote(line: RegExp): Promise<RegExpExecArray>;
  /** Its exit code, or the signal that ended it. */
  readonly ended: Promise<number | NodeJS.Signals | null>;
}

/** The built server as `npm start` runs it, with these settings and no others. */
export function startServer(settings: Readonly<Record<string, string>>, cwd = process.cwd()): ServerProcess {
  const environment = { PATH: process.env['PATH'], ...settings };
  const child = spawn(process.execPath, [MAIN], { cwd, env: environment, stdio: ['ignore', 'pipe', 'pipe'] });
  let [out, err] = ['', ''];
  child.stdout.on('data', (data: Buffer) => (out += data.toString()));
  child.stderr.on('data', (data: Buffer) => (err += data.toString()));
  const ended = once(child, 'close').then(
    ([code, signal]: (number | NodeJS.Signals | null)[]) => code ?? signal ?? null,
  );

  const wrote = (line: RegExp): Promise<RegExpExecArray> =>
    new Promise((resolve, reject) => {
      const look = (): void => {
        const found = line.exec(out);
        if (!found) return;
        child.stdout.off('data', look);
        resolve(found);
      };
      child.stdout.on('data', look);
      ended.then((how) => reject(new Error(`ended with ${how} before it wrote ${line}: ${out}${err}`)), reject);
      look();
    });
  return { child, out: () => out, err: () => err, wrote, ended };
}

export const addressOf = async (server: ServerProcess): Promise<string> =>
  (await server.wrote(/Holdfast serves (http:\S+)/))[1] ?? '';

/** For the tests of one file: a folder for each of them, and servers in it that are gone when the test is. */
export function serversInAFolder(defaults: Readonly<Record<string, string>>) {
  let folder = '';
  let servers: ServerProcess[] = [];
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'holdfast-'));
  });
  afterEach(async () => {
    for (const { child } of servers) child.kill('SIGKILL');
    await Promise.all(servers.map(({ ended }) => ended));
    servers = [];
    rmSync(folder, { recursive: true, force: true });
  });
  return {
    inFolder: (name: string): string => join(folder, name),
    start(settings: Readonly<Record<string, string>> = {}): ServerProcess {
      const server = startServer({ PORT: '0', ...defaults, ...settings }, folder);
      servers.push(server);
      return server;
    },
  };
}

/** One server for all the tests of a file. It must outlive them, and have nothing to complain of. */
export function serverForTheFile(settings: Readonly<Record<string, string>>) {
  const server = startServer({ PORT: '0', ...settings });
  const at = { server, url: '', port: 0 };
  beforeAll(async () => {
    at.url = await addressOf(server);
    at.port = Number(new URL(at.url).port);
  });
  afterAll(async () => {
    server.child.kill();
    const how = await server.ended;
    if (how !== 0 || server.err() !== '') throw new Error(`the server ended with ${how}: ${server.err()}`);
  });
  return at;
}
