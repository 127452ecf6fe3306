import type { Booking } from '../../domain/booking/booking.js';
import type { ReadRefusal } from '../../domain/booking/refusals.js';
import { MAX_PAGE } from '../../domain/input/queries.js';
import { err, ok, type Result, ResultAsync } from '../../domain/result.js';
import { DAY } from '../../domain/schedule/interval.js';
import { toInstant } from '../../domain/schedule/utc.js';
import type { Bookings, CalendarFeed } from '../../ports/index.js';

const DAYS_BACK = 30;
const DAYS_AHEAD = 400;
/** The earliest ones; programs take their time with more, or give up. */
export const MOST_ENTRIES = 1_000;

/** Of whole days, so that time alone changes a feed once a day at most. */
function windowAt(now: number): { readonly from: string; readonly to: string } {
  const today = Math.floor(now / DAY) * DAY;
  return { from: toInstant(today - DAYS_BACK * DAY), to: toInstant(today + (DAYS_AHEAD + 1) * DAY) };
}

async function listed(bookings: Bookings, feed: CalendarFeed, now: number): Promise<Result<readonly Booking[], ReadRefusal>> {
  const { of, actor } = feed;
  // One that moves between two pages may be on both.
  const found = new Map<string, Booking>();
  let cursor: string | undefined;
  do {
    const page = await bookings.list({ ...of, ...windowAt(now), limit: MAX_PAGE, cursor }, { actor });
    if (page.isErr()) return err(page.error);
    for (const booking of page.value.items) {
      found.delete(booking.bookingId);
      found.set(booking.bookingId, booking);
    }
    cursor = page.value.nextCursor;
  } while (cursor !== undefined && found.size < MOST_ENTRIES);
  return ok([...found.values()].slice(0, MOST_ENTRIES));
}

/** What a feed shows: those that start from 30 days ago to 400 days ahead, by start, and the first 1,000 of them. */
export const feedBookings = (bookings: Bookings, feed: CalendarFeed, now: number): ResultAsync<readonly Booking[], ReadRefusal> =>
  new ResultAsync(listed(bookings, feed, now));
