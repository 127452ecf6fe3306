import type { ChangeSet, Loaded } from '../../../ports/index.js';
import type { Verdict } from '../../booking/decision.js';
import { toBooking } from '../../booking/publish.js';
import type { RememberedAnswer } from '../../idempotency/record.js';
import type { CommandRequest } from '../call/request.js';
import type { Dependencies } from '../dependencies.js';
import type { Attempt, Tries } from './attempts.js';
import { changeSetOf } from './change-set.js';
import { CorruptServiceDay } from './corrupt-service-day.js';
import { mayStillHappen, recalled, told } from './recall.js';

/** What was read, what was decided on it, and when. */
export interface Decided extends Pick<Loaded, 'booking' | 'days' | 'record'> {
  readonly now: number;
  readonly verdict: Verdict;
}

/** Commits a decision, a remembered refusal or no-op included, and says what came of it. */
export async function settle(
  deps: Dependencies,
  request: CommandRequest<unknown>,
  tries: Tries,
  decided: Decided,
): Promise<Attempt> {
  const { verdict } = decided;
  if (verdict.isOk()) {
    const { state, event } = verdict.value;
    const answer = { booking: event?.booking ?? toBooking(state) };
    return event || request.scope !== undefined
      ? commit(deps, request, tries, changeSetOf(deps, request, decided, answer, verdict.value), answer)
      : unwritten(deps, request, tries, decided, answer);
  }
  if (verdict.error.kind === 'claim_missing') return torn(tries, decided, verdict.error.day);
  const answer = { refusal: verdict.error };
  return request.scope === undefined
    ? unwritten(deps, request, tries, decided, answer)
    : commit(deps, request, tries, changeSetOf(deps, request, decided, answer), answer);
}

async function commit(
  deps: Dependencies,
  request: CommandRequest<unknown>,
  tries: Tries,
  change: ChangeSet,
  answer: RememberedAnswer,
): Promise<Attempt> {
  if (request.signal?.aborted && !tries.unknown) return 'aborted';
  const committed = await deps.store.repository.commit(change);
  if (committed.isOk()) {
    if (change.event) deps.committed();
    return { told: told(request, answer, false) };
  }
  if (committed.error.kind === 'store_unavailable') {
    tries.unknown = [...(tries.unknown ?? []), change];
    return { again: 'store_unavailable' };
  }
  return recalled(deps, request, committed.error.record, change.decidedAt) ?? { again: 'conflict' };
}

/** A refusal or no-op without a key is answered only if what it was decided on still holds. */
async function unwritten(
  { store }: Dependencies,
  request: CommandRequest<unknown>,
  { unknown }: Tries,
  decided: Decided,
  answer: RememberedAnswer,
): Promise<Attempt> {
  if (unknown?.some((change) => mayStillHappen(change, decided))) return { again: 'store_unavailable' };
  const { booking } = decided;
  if (booking) {
    const read = await store.repository.get(booking.bookingId);
    if (read.isErr()) return { again: 'store_unavailable' };
    if (read.value?.version !== booking.version) return { again: 'conflict' };
  }
  return { told: told(request, answer, false) };
}

/** A claim that is not where the booking says was read torn, unless it is so again at the very same versions. */
function torn(tries: Tries, { booking, days }: Decided, day: string): Attempt {
  const versions = [booking, ...days].map((item) => item?.version).join();
  if (tries.torn === versions) throw new CorruptServiceDay(booking?.bookingId ?? '', day);
  tries.torn = versions;
  return { again: 'conflict' };
}
