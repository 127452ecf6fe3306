import type { Booking } from '../../domain/booking/booking.js';
import type { ReadRefusal } from '../../domain/booking/refusals.js';
import { MAX_PAGE } from '../../domain/input/queries.js';
import { err, ok, type Result, ResultAsync } from '../../domain/result.js';
import { DAY } from '../../domain/schedule/interval.js';
import { toInstant } from '../../domain/schedule/utc.js';
import type { BookingFilter, Bookings, CalendarFeed } from '../../ports/index.js';

const DAYS_BACK = 30;
const DAYS_AHEAD = 400;
/** Programs take their time with more, or give up. */
export const MOST_ENTRIES = 1_000;

/** Where bookings move faster than that, the next visit of a program shows them. */
const MOST_READINGS = 3;

type Found = Result<readonly Booking[], ReadRefusal>;

/** What is to come, and before it what was, each from today on: of whole days, so that time alone changes a feed once a day at most. */
function partsAt(now: number) {
  const today = Math.floor(now / DAY) * DAY;
  return {
    ahead: { from: toInstant(today), to: toInstant(today + (DAYS_AHEAD + 1) * DAY), order: 'asc' },
    past: { from: toInstant(today - DAYS_BACK * DAY), to: toInstant(today), order: 'desc' },
  } as const;
}

type Parts = ReturnType<typeof partsAt>;

function byStart(one: Booking, other: Booking): number {
  const [a, b] = one.dateTime === other.dateTime ? [one.bookingId, other.bookingId] : [one.dateTime, other.dateTime];
  return a < b ? -1 : 1;
}

/** One that moves while it is read for may be found twice, and is as it was found last. */
const once = (bookings: readonly Booking[]): readonly Booking[] => [
  ...new Map(bookings.map((booking) => [booking.bookingId, booking])).values(),
];

async function upTo(most: number, part: BookingFilter, bookings: Bookings, { of, actor }: CalendarFeed): Promise<Found> {
  let found: readonly Booking[] = [];
  let cursor: string | undefined;
  do {
    const page = await bookings.list({ ...of, ...part, limit: MAX_PAGE, cursor }, { actor });
    if (page.isErr()) return err(page.error);
    found = once([...found, ...page.value.items]);
    cursor = page.value.nextCursor;
  } while (cursor !== undefined && found.length < most);
  return ok(found.slice(0, most));
}

async function inParts({ ahead, past }: Parts, bookings: Bookings, feed: CalendarFeed): Promise<Found> {
  const toCome = await upTo(MOST_ENTRIES, ahead, bookings, feed);
  if (toCome.isErr()) return toCome;
  const room = MOST_ENTRIES - toCome.value.length;
  const were = room > 0 ? await upTo(room, past, bookings, feed) : ok([]);
  return were.map((found) => once([...toCome.value, ...found]).toSorted(byStart));
}

const isSame = (one: readonly Booking[], other: readonly Booking[]): boolean =>
  one.length === other.length &&
  one.every(({ bookingId, version }, at) => bookingId === other[at]?.bookingId && version === other[at].version);

/**
 * What moves to where was read already is on no page, and nothing tells of it but another reading. What is on one page
 * was read at once.
 */
async function listed(bookings: Bookings, feed: CalendarFeed, now: number): Promise<Found> {
  const parts = partsAt(now);
  const { of, actor } = feed;
  const page = await bookings.list({ ...of, from: parts.past.from, to: parts.ahead.to, limit: MAX_PAGE }, { actor });
  if (page.isErr()) return err(page.error);
  if (page.value.nextCursor === undefined) return ok(page.value.items);
  let last = await inParts(parts, bookings, feed);
  for (let readings = 1; readings < MOST_READINGS && last.isOk(); readings += 1) {
    const before = last.value;
    last = await inParts(parts, bookings, feed);
    if (last.isOk() && isSame(before, last.value)) break;
  }
  return last;
}

/**
 * What a feed shows, by start and id: those that start from 30 days ago to 400 days ahead. Of more than 1,000 it is the
 * first ones from today on, and before them as many of the latest as there is room for.
 */
export const feedBookings = (bookings: Bookings, feed: CalendarFeed, now: number): ResultAsync<readonly Booking[], ReadRefusal> =>
  new ResultAsync(listed(bookings, feed, now));
