import type { Clock, Random } from '../../ports/index.js';

const MAX_TRIES = 8;
const FIRST_PAUSE_MS = 10;
const LONGEST_PAUSE_MS = 300;

/** Before the n-th repetition. */
const longestPause = (n: number): number => Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS * 2 ** (n - 1));

/** Why an attempt is to be repeated: `again` after a pause, for others are at it too; `at_once` for reasons of our own. */
export type Repeat = 'again' | 'at_once';

/** Tries until there is an answer, with full jitter and within a budget; nothing when the budget is spent. */
export async function insist<T extends object>(
  { clock, random }: { readonly clock: Clock; readonly random: Random },
  signal: AbortSignal | undefined,
  attempt: () => Promise<T | Repeat>,
): Promise<T | undefined> {
  let outcome: T | Repeat = 'at_once';
  for (let n = 0; n < MAX_TRIES; n += 1) {
    if (outcome === 'again') await clock.sleep(random.next() * longestPause(n), signal);
    outcome = await attempt();
    if (typeof outcome === 'object') return outcome;
  }
  return undefined;
}
