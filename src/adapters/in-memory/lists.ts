import type { BookingState, Held } from '../../domain/booking/state.js';
import type { BookingPage, BookingQuery, LapsedHolds, ListPosition } from '../../ports/repository.js';
import { compareText, first, type Order } from './ordering.js';
import type { StoredBooking, Tables } from './tables.js';

const byStart: Order<ListPosition> = (a, b) => a.startsAt - b.startsAt || compareText(a.bookingId, b.bookingId);
const byStartDescending: Order<ListPosition> = (a, b) => byStart(b, a);
const byExpiry: Order<Held> = (a, b) => a.holdExpiresAt - b.holdExpiresAt || compareText(a.bookingId, b.bookingId);

/** Looks at every booking of the user or of the service, so that a commit need not keep anything in order. */
export function pageOf(tables: Tables, query: BookingQuery): BookingPage {
  const order = query.order === 'asc' ? byStart : byStartDescending;
  const found = first(matching(tables, query, order), query.limit + 1, order);
  const items = found.slice(0, query.limit);
  const last = items[items.length - 1];
  if (found.length === items.length || last === undefined) return { items };
  return { items, next: { startsAt: last.startsAt, bookingId: last.bookingId } };
}

function* matching(tables: Tables, query: BookingQuery, order: Order<ListPosition>): Generator<BookingState> {
  const { after, from, to, endsAfter } = query;
  for (const booking of candidates(tables, query)) {
    if (query.userId !== undefined && booking.userId !== query.userId) continue;
    if (query.serviceId !== undefined && booking.serviceId !== query.serviceId) continue;
    if (query.status !== undefined && booking.status !== query.status) continue;
    if (from !== undefined && booking.startsAt < from) continue;
    if (to !== undefined && booking.startsAt >= to) continue;
    if (endsAfter !== undefined && booking.endsAt <= endsAfter) continue;
    if (after !== undefined && order(booking, after) <= 0) continue;
    yield booking;
  }
}

function* candidates(tables: Tables, { userId, serviceId }: BookingQuery): Generator<BookingState> {
  for (const { state } of storedFor(tables, userId, serviceId)) if (state !== undefined) yield state;
}

function storedFor(tables: Tables, userId: string | undefined, serviceId: string | undefined): Iterable<StoredBooking> {
  if (userId !== undefined) return tables.byUser.get(userId) ?? [];
  if (serviceId !== undefined) return tables.byService.get(serviceId) ?? [];
  return tables.bookings.values();
}

/** A cursor is `<expiry>:<booking id>` of the last hold that was handed out. */
export function lapsedHoldsOf(tables: Tables, now: number, limit: number, cursor?: string): LapsedHolds {
  const found = first(lapsed(tables, now, cursor), limit + 1, byExpiry);
  const items = found.slice(0, limit);
  const last = items[items.length - 1];
  if (found.length === items.length || last === undefined) return { items };
  return { items, next: `${last.holdExpiresAt}:${last.bookingId}` };
}

function* lapsed(tables: Tables, now: number, cursor: string | undefined): Generator<Held> {
  const colon = cursor?.indexOf(':') ?? -1;
  const expiry = cursor === undefined ? Number.NEGATIVE_INFINITY : Number(cursor.slice(0, colon));
  const id = cursor?.slice(colon + 1) ?? '';
  for (const hold of tables.holds.values()) {
    if (hold.holdExpiresAt > now || hold.holdExpiresAt < expiry) continue;
    if (hold.holdExpiresAt > expiry || hold.bookingId > id) yield hold;
  }
}
