import { type Result, ResultAsync } from '../../domain/result.js';
import type { Run } from './connection.js';
import { isLockedOut, pauseAfter } from './lock-wait.js';
import { attempt } from './sqlite-errors.js';

/** At once: in WAL mode a reader waits only while the file is being recovered or closed by another process. */
export function createReader(maxWaitMs: number): Run {
  async function insist<T, E extends { readonly kind: string }>(work: () => Result<T, E>) {
    const deadline = performance.now() + maxWaitMs;
    for (let tries = 0; ; tries += 1) {
      const outcome = attempt(work);
      if (!isLockedOut(outcome) || performance.now() >= deadline) return outcome;
      await pauseAfter(tries);
    }
  }
  return (work) => new ResultAsync(insist(work));
}
