import type { BookingFilter, BookingQuery, ListPosition, Page, ReadOptions } from '../../ports/index.js';
import { mayDo } from '../access/access.js';
import type { Actor } from '../access/actor.js';
import { bookingSeenBy } from '../access/view.js';
import type { Booking } from '../booking/booking.js';
import { toBooking } from '../booking/publish.js';
import type { InvalidRequest, ReadRefusal } from '../booking/refusals.js';
import { invalid } from '../input/fields.js';
import { DEFAULT_PAGE, parseList } from '../input/queries.js';
import { MAX_CLAIM_DAYS } from '../schedule/claim.js';
import { DAY } from '../schedule/interval.js';
import { err, errAsync, ok, type Result, type ResultAsync } from '../result.js';
import { fromCursor, toCursor } from './call/cursor.js';
import { asked, reading } from './call/reading.js';
import type { Dependencies } from './dependencies.js';

type Listing = Omit<BookingQuery, 'limit' | 'after'>;

export function listBookings(
  deps: Dependencies,
  filter: BookingFilter,
  options: ReadOptions = {},
): ResultAsync<Page<Booking>, ReadRefusal> {
  return reading(deps, parseList(filter), options, (actor, query): ResultAsync<Page<Booking>, ReadRefusal> => {
    const { cursor, limit = DEFAULT_PAGE, order = 'asc', ...rest } = query;
    const listing = within(actor, reachingBack({ ...rest, order }));
    if (listing.isErr()) return errAsync(listing.error);
    const after = cursor === undefined ? ok(undefined) : positionOf(listing.value, cursor, deps);
    if (after.isErr()) return errAsync(after.error);

    return asked(deps.store.repository.list({ ...listing.value, limit, after: after.value })).map(({ items, next }) => ({
      items: items.map((state) => bookingSeenBy(actor, toBooking(state))),
      ...(next && { nextCursor: toCursor(listing.value, `${next.startsAt} ${next.bookingId}`, deps.digest) }),
    }));
  });
}

/** What ends after an instant begins no longer before it than a booking may last. */
function reachingBack(listing: Listing): Listing {
  const { from, endsAfter } = listing;
  if (endsAfter === undefined) return listing;
  return { ...listing, from: Math.max(from ?? Number.NEGATIVE_INFINITY, endsAfter - MAX_CLAIM_DAYS * DAY) };
}

/** A user's list is its own, whatever else is asked; staff must narrow theirs. */
function within(actor: Actor, listing: Listing): Result<Listing, InvalidRequest | { readonly kind: 'forbidden' }> {
  const { userId, serviceId, from, to } = listing;
  if (mayDo(actor, 'list')) {
    const isNarrow = userId !== undefined || serviceId !== undefined || (from !== undefined && to !== undefined);
    return isNarrow ? ok(listing) : invalid([{ path: '', rule: 'user_service_or_range' }]);
  }
  const own = userId ?? actor.subject;
  return mayDo(actor, 'list', own) ? ok({ ...listing, userId: own }) : err({ kind: 'forbidden' });
}

/** Milliseconds within the years that there are, and an id. */
const POSITION = /^(?:-?\d{1,14}|[12]\d{14}) [\w.~-]{1,128}$/;

const positionOf = (listing: Listing, cursor: string, { digest }: Dependencies): Result<ListPosition, InvalidRequest> =>
  fromCursor(listing, cursor, digest, POSITION).map((place) => {
    const [startsAt, bookingId = ''] = place.split(' ');
    return { startsAt: Number(startsAt), bookingId };
  });
