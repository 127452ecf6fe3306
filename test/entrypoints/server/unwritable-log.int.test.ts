import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, openSync } from 'node:fs';
import { createServer } from 'node:net';
import { expect, it, vi } from 'vitest';
import { MAIN } from './server-process.js';

/** Always full. */
const FULL = '/dev/full';

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  return typeof address === 'object' && address !== null ? address.port : 0;
}

it.runIf(existsSync(FULL))('a log that cannot be written stops neither the service nor its end', async () => {
  const port = await freePort();
  const env = { PATH: process.env['PATH'], PORT: String(port), HOLDFAST_STORE: 'memory:' };
  const child = spawn(process.execPath, [MAIN], { env, stdio: ['ignore', openSync(FULL, 'w'), 'ignore'] });
  const ended = once(child, 'exit');
  const ask = async () => (await fetch(`http://127.0.0.1:${port}/livez`)).status;

  await vi.waitFor(async () => expect(await ask()).toBe(200), { timeout: 20_000, interval: 50 });
  for (let n = 0; n < 20; n += 1) expect(await ask()).toBe(200);
  child.kill('SIGTERM');

  expect(await ended).toEqual([0, null]);
});
