import type { Actor } from '../../domain/access/actor.js';
import type { Booking, BookingEvent } from '../../domain/booking/booking.js';
import type { ReadRefusal } from '../../domain/booking/refusals.js';
import { MAX_PAGE } from '../../domain/input/queries.js';
import { err, ok, okAsync, type Result, ResultAsync } from '../../domain/result.js';
import type { Bookings } from '../../ports/index.js';
import { sequenceAt } from './sequence.js';

/** So many histories are read at once. */
const AT_ONCE = 8;
/** So many are remembered: what was counted of a version never changes. */
const MOST_KNOWN = 10_000;

/** The `SEQUENCE` of each of these bookings, in their order. */
export type Sequences = (
  bookings: readonly Booking[],
  actor: Actor,
) => ResultAsync<readonly number[], ReadRefusal>;

/** From their histories. A booking that is as it was made has none to read, which is most of them. */
export function sequencesFrom({ history }: Pick<Bookings, 'history'>): Sequences {
  const known = new Map<string, number>();

  const remember = (key: string, sequence: number): number => {
    known.set(key, sequence);
    const [oldest] = known.keys();
    if (known.size > MOST_KNOWN && oldest !== undefined) known.delete(oldest);
    return sequence;
  };

  async function eventsOf(bookingId: string, actor: Actor): Promise<Result<readonly BookingEvent[], ReadRefusal>> {
    const events: BookingEvent[] = [];
    let cursor: string | undefined;
    do {
      const page = await history({ bookingId, limit: MAX_PAGE, cursor }, { actor });
      if (page.isErr()) return err(page.error);
      events.push(...page.value.items);
      cursor = page.value.nextCursor;
    } while (cursor !== undefined);
    return ok(events);
  }

  function sequenceOf({ bookingId, version }: Booking, actor: Actor): ResultAsync<number, ReadRefusal> {
    if (version === 1) return okAsync(0);
    const key = `${bookingId}:${version}`;
    const before = known.get(key);
    if (before !== undefined) return okAsync(before);
    return new ResultAsync(eventsOf(bookingId, actor)).map((events) => remember(key, sequenceAt(version, events)));
  }

  async function inTurn(bookings: readonly Booking[], actor: Actor): Promise<Result<readonly number[], ReadRefusal>> {
    const sequences: number[] = [];
    for (let at = 0; at < bookings.length; at += AT_ONCE) {
      const some = bookings.slice(at, at + AT_ONCE).map((booking) => sequenceOf(booking, actor));
      const counted = await ResultAsync.combine(some);
      if (counted.isErr()) return err(counted.error);
      sequences.push(...counted.value);
    }
    return ok(sequences);
  }
  return (bookings, actor) => new ResultAsync(inTurn(bookings, actor));
}
