import type { Answer, ChangeSet } from '../../../ports/index.js';
import type { Always, Refusal } from '../../booking/refusals.js';
import { err, type Result } from '../../result.js';
import type { Dependencies } from '../dependencies.js';
import { insist } from '../insist.js';
import type { NotServed } from './keyed-queue.js';

export type Refused = (Refusal | Always | { readonly kind: 'not_found' }) & { readonly replayed: boolean };
export type Told = Result<Answer, Refused>;

/** `renamed`: the policy read names other days than the cached one did; no pause is needed before reading those. */
export type Again = 'conflict' | 'store_unavailable' | 'renamed';
export type Attempt = { readonly told: Told } | { readonly again: Again } | NotServed;

/** What a request knows of its own earlier attempts. */
export interface Tries {
  /** The commits whose outcome is unknown, latest last: each may have happened, or happen yet. */
  unknown?: readonly ChangeSet[];
  /** Why the last one is to be repeated. */
  last?: Again;
  /** The versions at which a claim was not where the booking says. */
  torn?: string;
}

export const refused = (refusal: Refusal | Always | { readonly kind: 'not_found' }): { readonly told: Told } => ({
  told: err({ ...refusal, replayed: false }),
});

/** Tries again after lost races and unknown outcomes, until the request can be told what came of it. */
export async function untilTold(
  deps: Dependencies,
  signal: AbortSignal | undefined,
  attempt: (tries: Tries) => Promise<Attempt>,
): Promise<Told> {
  const tries: Tries = {};
  const begun = deps.stopwatch();
  const outcome = await insist(deps, signal, async () => {
    if (signal?.aborted) return stopped('aborted', tries);
    const came = await attempt(tries);
    if (typeof came === 'string') return stopped(came, tries);
    if ('told' in came) return came;
    tries.last = came.again;
    // Reading is over before anything was written, so a store that is down is said at once; later, when it has had its
    // time to say what became of the commit.
    const isPatient = tries.unknown && deps.stopwatch() - begun < deps.settings.patienceMs;
    if (came.again === 'store_unavailable' && !isPatient) return { told: givenUp(came.again) };
    return came.again === 'renamed' ? 'at_once' : 'again';
  });
  return outcome?.told ?? givenUp(tries.last === 'store_unavailable' ? tries.last : 'try_again');
}

/** Only what never reached the store can be said to have been aborted. */
const stopped = (reason: NotServed, { unknown }: Tries): { readonly told: Told } => ({
  told: givenUp(reason === 'aborted' && !unknown ? 'aborted' : 'try_again'),
});

const givenUp = (kind: 'aborted' | 'try_again' | 'store_unavailable'): Told => err({ kind, replayed: false });
