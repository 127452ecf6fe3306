import { spawn, spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { root, tool } from '../../scripts/commands.ts';

/** A folder like an embedder's project: the built package and its optional peers are installed in it. */
export function createSandbox(): string {
  const folder = mkdtempSync(join(tmpdir(), 'holdfast-docs-'));
  const modules = join(folder, 'node_modules');
  mkdirSync(modules);
  for (const name of readdirSync(join(root, 'node_modules'))) {
    if (!name.startsWith('.')) symlinkSync(join(root, 'node_modules', name), join(modules, name));
  }
  symlinkSync(root, join(modules, 'holdfast'));
  mkdirSync(join(modules, '.bin'));
  const command = `#!/bin/sh\nexec '${process.execPath}' '${join(root, 'dist/entrypoints/cli/main.js')}' "$@"\n`;
  writeFileSync(join(modules, '.bin/holdfast'), command, { mode: 0o755 });
  cpSync(join(root, 'test/packaging/consumer/tsconfig.consumer.json'), join(folder, 'consumer.json'));
  writeFileSync(join(folder, 'package.json'), '{ "type": "module" }');
  const compilerOptions = { moduleDetection: 'force', skipLibCheck: true, allowImportingTsExtensions: true };
  writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify({ extends: './consumer.json', compilerOptions, files: [], include: ['*.ts'] }));
  return folder;
}

/** What the compiler says, by file. */
export function compile(folder: string): ReadonlyMap<string, string> {
  const { stdout } = spawnSync(process.execPath, [tool('@typescript/native/bin/tsc'), '-p', '.', '--pretty', 'false'], {
    cwd: folder,
    encoding: 'utf8',
  });
  const errors = new Map<string, string>();
  for (const line of stdout.split('\n')) {
    const file = /^([^(\s]+)\(/.exec(line)?.[1] ?? [...errors.keys()].at(-1) ?? '';
    if (line) errors.set(file, `${errors.get(file) ?? ''}${line}\n`);
  }
  return errors;
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  if (address === null || typeof address === 'string') throw new Error('no port');
  return address.port;
}

export interface RunningServer {
  readonly address: string;
  stop(): Promise<void>;
}

/** The server as an operator starts it, with an empty store in memory and everybody trusted. */
export async function startServer(): Promise<RunningServer> {
  const port = await freePort();
  const child = spawn(process.execPath, [join(root, 'dist/entrypoints/express/main.js')], {
    env: { PATH: process.env['PATH'], HOST: '127.0.0.1', PORT: String(port), HOLDFAST_STORE: 'memory:' },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let printed = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (printed += String(chunk)));
  const exited = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  const address = `127.0.0.1:${port}`;
  while (!(await fetch(`http://${address}/livez`).then(({ ok }) => ok, () => false))) {
    if (child.exitCode !== null) throw new Error(`the server ended:\n${printed}`);
    await wait(50);
  }
  return {
    address,
    async stop() {
      child.kill();
      await exited;
    },
  };
}

export const removeSandbox = (folder: string): void => rmSync(folder, { recursive: true, force: true });
