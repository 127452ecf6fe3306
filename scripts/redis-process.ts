import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { setTimeout as sleep } from 'node:timers/promises';
import { freePort, stopping } from './started-process.ts';

const LONGEST_START_MS = 20_000;
const STARTS = 3;

/** There is no Redis to be had. Its message says what to do about that. */
export class NoRedis extends Error {}

export const INSTEAD = 'or set REDIS_URL to one that runs, such as that of `docker compose up -d`';

/** @throws NoRedis when there is no `redis-server` on the path. */
export function assertRedisServer(): void {
  const { status, error } = spawnSync('redis-server', ['--version']);
  if (!error && status === 0) return;
  throw new NoRedis(`There is no redis-server. Install it, for instance by \`apt-get install redis-server\`, ${INSTEAD}.`);
}

export interface RedisProcess {
  readonly child: ChildProcess;
  readonly port: number;
  readonly url: string;
  /** Kills it: nothing of it is to be kept, so it is not asked to end. */
  stop(): Promise<void>;
}

/**
 * A Redis that keeps nothing on disk, on this port or on a free one.
 * @throws NoRedis with what it said when it does not come to answer.
 */
export async function startRedis(settings: readonly string[] = [], port?: number, starts = STARTS): Promise<RedisProcess> {
  const at = port ?? (await freePort());
  const own = ['--port', String(at), '--bind', '127.0.0.1', '--dir', tmpdir(), '--save', '', '--appendonly', 'no'];
  const child = spawn('redis-server', [...own, ...settings], { stdio: ['ignore', 'pipe', 'pipe'] });
  const said: string[] = [];
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => said.push(String(chunk)));
  child.once('error', (error) => said.push(String(error)));
  const stop = stopping(child);

  const deadline = performance.now() + LONGEST_START_MS;
  while (child.pid !== undefined && child.exitCode === null && child.signalCode === null && performance.now() < deadline) {
    if (await answers(at)) return { child, port: at, url: `redis://127.0.0.1:${at}`, stop };
    await sleep(20);
  }
  if (child.pid !== undefined) await stop();
  // Somebody else may have taken the port before Redis did, or it is not given back yet.
  if (starts > 1) return startRedis(settings, port, starts - 1);
  throw new NoRedis(`redis-server did not start: ${said.join('').trim() || 'it said nothing'}`);
}

/** Does a Redis say something there, be it that it wants a password? */
export function answers(port: number, host = '127.0.0.1', ms = 1_000): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, host, () => socket.write('PING\r\n'));
    const end = (answered: boolean): void => {
      socket.destroy();
      resolve(answered);
    };
    socket.setTimeout(ms, () => end(false));
    socket.once('error', () => end(false));
    socket.once('data', (data) => end(/^[+-]/.test(data.toString())));
  });
}
