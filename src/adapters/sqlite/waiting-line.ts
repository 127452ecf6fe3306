import { setTimeout as sleep } from 'node:timers/promises';
import { type Result, ResultAsync } from '../../domain/result.js';
import type { StoreDown } from '../../ports/index.js';
import { attempt, isBusy } from './sqlite-errors.js';

/** Runs synchronous work on the database, at once when nobody waits. Rejects only for what is a bug. */
export type Run = <T, E extends { readonly kind: string } = never>(
  work: () => Result<T, E>,
) => ResultAsync<T, E | StoreDown>;

const LONGEST_PAUSE_MS = 25;

const isLockedOut = (outcome: Result<unknown, { readonly kind: string; readonly cause?: unknown }>): boolean =>
  outcome.isErr() && outcome.error.kind === 'store_unavailable' && isBusy(outcome.error.cause);

/**
 * While another process holds the lock, calls wait in line and only the first one tries, with jitter: each try blocks
 * the event loop for the busy timeout, and fifty of them side by side would stop it.
 */
export function createWaitingLine(maxWaitMs: number): Run {
  let waiting = 0;
  let last = Promise.resolve();

  async function waitInLine<T, E extends { readonly kind: string }>(work: () => Result<T, E>) {
    const deadline = performance.now() + maxWaitMs;
    const turn = last;
    const done = Promise.withResolvers<void>();
    last = done.promise;
    waiting += 1;
    try {
      await turn;
      for (let pause = 1; ; pause = Math.min(pause * 2, LONGEST_PAUSE_MS)) {
        const outcome = attempt(work);
        if (!isLockedOut(outcome) || performance.now() >= deadline) return outcome;
        await sleep(Math.random() * pause);
      }
    } finally {
      waiting -= 1;
      done.resolve();
    }
  }

  async function run<T, E extends { readonly kind: string }>(work: () => Result<T, E>) {
    if (waiting === 0) {
      const outcome = attempt(work);
      if (!isLockedOut(outcome)) return outcome;
    }
    return waitInLine(work);
  }
  return (work) => new ResultAsync(run(work));
}
