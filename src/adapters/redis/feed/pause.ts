import { setTimeout as wait } from 'node:timers/promises';

const FIRST_PAUSE_MS = 100;
const LONGEST_PAUSE_MS = 3_000;

/** Longer after each failure in a row, and never for all servers alike. Ends early when `signal` aborts. */
export async function pauseAfter(failures: number, signal: AbortSignal): Promise<void> {
  const longest = Math.min(FIRST_PAUSE_MS * 2 ** Math.min(failures, 10), LONGEST_PAUSE_MS);
  await wait(longest * (0.5 + Math.random() / 2), undefined, { signal }).catch(() => undefined);
}
