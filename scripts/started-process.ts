import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { constants } from 'node:os';

const SIGNALS = ['SIGINT', 'SIGTERM'] as const;

/** Ends it, also when this process is ended first. Nothing of it is to be kept, so it is not asked to end. */
export function stopping(started: ChildProcess): () => Promise<void> {
  const kill = (): void => void started.kill('SIGKILL');
  // Whoever else listens for the signal decides when to end.
  const end = (signal: (typeof SIGNALS)[number]): void => {
    if (process.listenerCount(signal) === 1) process.exit(128 + constants.signals[signal]);
  };
  process.once('exit', kill);
  for (const signal of SIGNALS) process.on(signal, end);
  return async () => {
    const ended = started.exitCode === null && started.signalCode === null ? once(started, 'exit') : undefined;
    kill();
    await ended;
    process.off('exit', kill);
    for (const signal of SIGNALS) process.off(signal, end);
  };
}

export async function freePort(): Promise<number> {
  const server = createServer().listen(0);
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  if (address === null || typeof address === 'string') throw new Error('no port');
  return address.port;
}
