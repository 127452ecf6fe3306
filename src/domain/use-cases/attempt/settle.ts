import type { ChangeSet, Loaded } from '../../../ports/index.js';
import type { Verdict } from '../../booking/decision.js';
import type { Refusal } from '../../booking/refusals.js';
import { toBooking } from '../../booking/publish.js';
import type { RememberedAnswer } from '../../idempotency/record.js';
import type { ServiceDay } from '../../schedule/service-day.js';
import type { CommandRequest } from '../call/request.js';
import type { Dependencies } from '../dependencies.js';
import type { Again, Attempt, Tries } from './attempts.js';
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
  if (verdict.error.kind === 'claim_missing') return torn(deps, tries, decided, verdict.error.day);
  const answer = { refusal: verdict.error };
  const restsOn = lacksItsHold(verdict.error, decided.now) ? decided.days : [];
  return request.scope === undefined
    ? unwritten(deps, request, tries, decided, answer, restsOn)
    : commit(deps, request, tries, changeSetOf(deps, request, decided, answer, undefined, restsOn), answer);
}

/** A hold that is alive by this clock and not in its days: purged by a clock that is ahead, or read torn from them. */
const lacksItsHold = (refusal: Refusal, now: number): boolean =>
  refusal.kind === 'hold_expired' && now < Date.parse(refusal.holdExpiresAt);

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
  deps: Dependencies,
  request: CommandRequest<unknown>,
  { unknown }: Tries,
  decided: Decided,
  answer: RememberedAnswer,
  restsOn: readonly ServiceDay[] = [],
): Promise<Attempt> {
  if (unknown?.some((change) => mayStillHappen(change, decided))) return { again: 'store_unavailable' };
  const bookingId = decided.booking?.bookingId ?? unknown?.at(-1)?.booking?.bookingId;
  const moved = bookingId !== undefined && (await movedOn(deps, decided, bookingId, restsOn));
  return moved ? { again: moved } : { told: told(request, answer, false) };
}

/**
 * Why the booking cannot be said to have the version that was decided on. A commit may become visible item by item: of
 * one that is just ending, the days may have been read already, and the booking be read again as it was before. So what
 * was decided on both is not read again but asked for by a commit, which comes before or after every other one.
 */
async function movedOn(
  { store }: Dependencies,
  { now, booking, days }: Decided,
  bookingId: string,
  restsOn: readonly ServiceDay[],
): Promise<Again | undefined> {
  const version = booking?.version ?? 0;
  if (days.length > 0) {
    const unchanged = { bookingId, version, days: restsOn };
    const asked = await store.repository.commit({ days: [], unchanged, decidedAt: now });
    return asked.isErr() ? asked.error.kind : undefined;
  }
  const read = await store.repository.get(bookingId);
  if (read.isErr()) return 'store_unavailable';
  return (read.value?.version ?? 0) === version ? undefined : 'conflict';
}

/** A claim that is not where the booking says was read torn, unless it is so again at the very same versions. */
async function torn(deps: Dependencies, tries: Tries, decided: Decided, day: string): Promise<Attempt> {
  const { booking, days } = decided;
  const versions = [booking, ...days].map((item) => item?.version).join();
  const bookingId = booking?.bookingId ?? '';
  const isSure = tries.torn === versions && !(await movedOn(deps, decided, bookingId, days));
  if (isSure) throw new CorruptServiceDay(bookingId, day);
  tries.torn = versions;
  return { again: 'conflict' };
}
