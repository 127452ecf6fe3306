import type { ReadOptions } from '../../ports/index.js';
import { mayDo } from '../access/access.js';
import type { Actor } from '../access/actor.js';
import { bookingSeenBy } from '../access/view.js';
import type { Booking } from '../booking/booking.js';
import { toBooking } from '../booking/publish.js';
import type { ReadRefusal } from '../booking/refusals.js';
import type { BookingState } from '../booking/state.js';
import { parseId } from '../input/queries.js';
import { errAsync, okAsync, type ResultAsync } from '../result.js';
import { asked, reading } from './call/reading.js';
import type { Dependencies } from './dependencies.js';

export const getBooking = (
  deps: Dependencies,
  bookingId: string,
  options: ReadOptions = {},
): ResultAsync<Booking, ReadRefusal> =>
  reading(deps, parseId(bookingId), options, (actor, query) =>
    visibleBooking(deps, actor, query.bookingId).map((state) => bookingSeenBy(actor, toBooking(state))),
  );

/** What one may not see does not exist. */
export const visibleBooking = (
  { store }: Dependencies,
  actor: Actor,
  bookingId: string,
): ResultAsync<BookingState, ReadRefusal> =>
  asked(store.repository.get(bookingId)).andThen((state) =>
    state && mayDo(actor, 'see', state.userId) ? okAsync(state) : errAsync({ kind: 'not_found' as const }),
  );
