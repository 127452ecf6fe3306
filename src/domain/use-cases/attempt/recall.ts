import type { ChangeSet, Loaded } from '../../../ports/index.js';
import { bookingSeenBy } from '../../access/view.js';
import { judge } from '../../idempotency/judge.js';
import type { IdempotencyRecord, RememberedAnswer } from '../../idempotency/record.js';
import { err, ok } from '../../result.js';
import type { CommandRequest } from '../call/request.js';
import type { Dependencies } from '../dependencies.js';
import { type Attempt, refused, type Told } from './attempts.js';

/** What a record of the request's key says to it; nothing when there is none that lives. */
export function recalled(
  { digest }: Dependencies,
  request: CommandRequest<unknown>,
  record: IdempotencyRecord | undefined,
  now: number,
): { readonly told: Told } | undefined {
  const judged = judge(record, { command: sent(request), requestId: request.requestId }, now, digest);
  if (judged.verdict === 'fresh') return undefined;
  if (judged.verdict === 'mismatch') return refused({ kind: 'idempotency_key_reused' });
  return { told: told(request, judged.answer, judged.replayed) };
}

/** An answer as its caller may see it. */
export const told = ({ actor }: CommandRequest<unknown>, answer: RememberedAnswer, replayed: boolean): Told =>
  'booking' in answer
    ? ok({ booking: bookingSeenBy(actor, answer.booking), replayed })
    : err({ ...answer.refusal, replayed });

/** What a fingerprint is taken of: the command with the version it asks for. */
export const sent = ({ command, ifMatch }: CommandRequest<unknown>): unknown => ({ command, ifMatch });

/**
 * After an unknown outcome, the event that was to be written tells whether it was; a record does too, but not for ever.
 * Asked only after loading: what was loaded then either precedes that commit, and so its versions stop whatever is
 * decided on it, or the event is found.
 */
export async function found(
  { store }: Dependencies,
  request: CommandRequest<unknown>,
  unknown: readonly ChangeSet[],
): Promise<Attempt | undefined> {
  // The latest one's: an earlier one for another version had been overtaken when that version was read.
  const expected = unknown.at(-1)?.event?.event;
  if (!expected) return undefined;
  const history = await store.repository.history(expected.bookingId, expected.bookingVersion - 1, 1);
  if (history.isErr()) return { again: 'store_unavailable' };
  const [stored] = history.value;
  if (stored?.event.eventId !== expected.eventId || stored.requestId !== request.requestId) return undefined;
  return { told: told(request, { booking: stored.event.booking }, false) };
}

/** Whether a commit with an unknown outcome could still happen: it cannot once any version it asks for has moved on. */
export function mayStillHappen(change: ChangeSet, { booking, days }: Pick<Loaded, 'booking' | 'days'>): boolean {
  const bookingMoved = change.booking !== undefined && (booking?.version ?? 0) !== change.booking.version - 1;
  const dayMoved = change.days.some((written) =>
    days.some((day) => day.day === written.day && day.version !== written.version - 1),
  );
  return !bookingMoved && !dayMoved;
}
