import type { HistoryQuery, Page, ReadOptions } from '../../ports/index.js';
import { eventSeenBy } from '../access/view.js';
import type { BookingEvent } from '../booking/booking.js';
import type { ReadRefusal } from '../booking/refusals.js';
import { DEFAULT_PAGE, parseHistory } from '../input/queries.js';
import { ok, type ResultAsync } from '../result.js';
import { fromCursor, toCursor } from './call/cursor.js';
import { asked, reading } from './call/reading.js';
import type { Dependencies } from './dependencies.js';
import { visibleBooking } from './get-booking.js';

const VERSION = /^\d{1,9}$/;

/** Oldest first. */
export function bookingHistory(
  deps: Dependencies,
  input: HistoryQuery,
  options: ReadOptions = {},
): ResultAsync<Page<BookingEvent>, ReadRefusal> {
  const { store, digest } = deps;
  const query = parseHistory(input).andThen(({ bookingId, limit = DEFAULT_PAGE, cursor }) =>
    (cursor === undefined ? ok('0') : fromCursor({ bookingId }, cursor, digest, VERSION)).map((place) => ({
      bookingId,
      limit,
      afterVersion: Number(place),
    })),
  );
  return reading(deps, query, options, (actor, { bookingId, limit, afterVersion }) =>
    visibleBooking(deps, actor, bookingId)
      .andThen(({ version }) =>
        asked(store.repository.history(bookingId, afterVersion, limit)).map((events) => ({ version, events })),
      )
      .map(({ version, events }) => {
        const last = events.at(-1)?.event.bookingVersion ?? version;
        return {
          items: events.map(({ event }) => eventSeenBy(actor, event)),
          ...(last < version && { nextCursor: toCursor({ bookingId }, String(last), digest) }),
        };
      }),
  );
}
