import type { Answer, ChangeSet } from '../../../ports/index.js';
import type { Always, Refusal } from '../../booking/refusals.js';
import type { Result } from '../../result.js';
import { err } from '../../result.js';
import type { Dependencies } from '../dependencies.js';
import type { NotServed } from './keyed-queue.js';

const MAX_TRIES = 8;
const FIRST_PAUSE_MS = 10;
const LONGEST_PAUSE_MS = 300;

export type Refused = (Refusal | Always | { readonly kind: 'not_found' }) & { readonly replayed: boolean };
export type Told = Result<Answer, Refused>;

/** `renamed`: the policy read names other days than the cached one did; no pause is needed before reading those. */
export type Again = 'conflict' | 'store_unavailable' | 'renamed';
export type Attempt = { readonly told: Told } | { readonly again: Again } | NotServed;

/** What a request knows of its own earlier attempts. */
export interface Tries {
  /** The commits whose outcome is unknown, latest last: each may have happened, or happen yet. */
  unknown?: readonly ChangeSet[];
  /** The versions at which a claim was not where the booking says. */
  torn?: string;
}

export const refused = (refusal: Refusal | Always | { readonly kind: 'not_found' }): { readonly told: Told } => ({
  told: err({ ...refusal, replayed: false }),
});

/** Tries again after lost races and unknown outcomes, with full jitter and within a budget; then says so. */
export async function untilTold(
  { clock, random }: Dependencies,
  signal: AbortSignal | undefined,
  attempt: (tries: Tries) => Promise<Attempt>,
): Promise<Told> {
  const tries: Tries = {};
  let again: Again = 'renamed';
  for (let n = 0; n < MAX_TRIES; n += 1) {
    if (again !== 'renamed') await clock.sleep(random.next() * longestPause(n), signal);
    if (signal?.aborted) return givenUp(tries.unknown ? 'try_again' : 'aborted');
    const outcome = await attempt(tries);
    if (typeof outcome === 'string') return givenUp(outcome === 'aborted' && !tries.unknown ? 'aborted' : 'try_again');
    if ('told' in outcome) return outcome.told;
    again = outcome.again;
    // Reading is over before anything was written, so a store that is down is said at once.
    if (again === 'store_unavailable' && !tries.unknown) break;
  }
  return givenUp(again === 'store_unavailable' ? 'store_unavailable' : 'try_again');
}

/** Before the n-th repetition. */
const longestPause = (n: number): number => Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS * 2 ** (n - 1));

const givenUp = (kind: 'aborted' | 'try_again' | 'store_unavailable'): Told => err({ kind, replayed: false });
