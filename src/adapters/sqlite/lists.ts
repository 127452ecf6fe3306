import type { DatabaseSync } from 'node:sqlite';
import type { BookingState } from '../../domain/booking/state.js';
import type { BookingPage, BookingQuery, LapsedHolds, ListPosition } from '../../ports/index.js';
import { integer, type Row, stateIn, text } from './rows.js';

/** How many rows one page may look through for a status, an end, or one service among a user's bookings. */
const MAX_SCANNED = 1_000;

// The instants of a Date, and one more: no start lies outside.
const EARLIEST = -8.64e15;
const END_OF_TIME = 8.64e15 + 1;

const listSql = (whose: string, order: BookingQuery['order']): string => `
  SELECT booking_id, service_id, starts_at, status, state FROM booking
  WHERE ${whose} AND (starts_at, booking_id) ${order === 'asc' ? '>' : '<'} (?, ?)
    AND starts_at ${order === 'asc' ? '<' : '>='} ?
  ORDER BY starts_at ${order}, booking_id ${order} LIMIT ?`;

const positionOf = (row: Row): ListPosition => ({
  startsAt: integer(row, 'starts_at'),
  bookingId: text(row, 'booking_id'),
});

/** The exclusive place to start from and the bound to stop at. No id is empty, so `(from, '')` lies before `from`. */
function range({ order, from = EARLIEST, to = END_OF_TIME, after }: BookingQuery): [ListPosition, number] {
  if (order === 'asc') return [after && after.startsAt >= from ? after : { startsAt: from, bookingId: '' }, to];
  return [after && after.startsAt < to ? after : { startsAt: to, bookingId: '' }, from];
}

export interface Lists {
  bookings(query: BookingQuery): BookingPage;
  lapsedHolds(now: number, limit: number, cursor: string | undefined): LapsedHolds;
}

export function createLists(database: DatabaseSync): Lists {
  const inBothOrders = (whose: string) => ({
    asc: database.prepare(listSql(whose, 'asc')),
    desc: database.prepare(listSql(whose, 'desc')),
  });
  const byUser = inBothOrders('user_id = ?');
  const byService = inBothOrders('service_id = ?');
  const byStart = inBothOrders('TRUE');
  const lapsed = database.prepare(`
    SELECT booking_id, hold_expires_at, state FROM booking
    WHERE status = 'held' AND hold_expires_at <= ? AND (hold_expires_at, booking_id) > (?, ?)
    ORDER BY hold_expires_at, booking_id LIMIT ?`);

  function scan(query: BookingQuery, rows: number): readonly Row[] {
    const { userId, serviceId, order } = query;
    const [start, bound] = range(query);
    const place = [start.startsAt, start.bookingId, bound, rows] as const;
    if (userId !== undefined) return byUser[order].all(userId, ...place);
    if (serviceId !== undefined) return byService[order].all(serviceId, ...place);
    return byStart[order].all(...place);
  }

  return {
    bookings: (query) => {
      const { userId, serviceId, status, endsAfter, limit } = query;
      // The index gives the order and the range. What it cannot tell is looked up row by row, so that is bounded:
      // the page may be short, and a rare status among a million bookings does not block the process.
      const isFiltered =
        status !== undefined || endsAfter !== undefined || (userId !== undefined && serviceId !== undefined);
      const wanted = (row: Row): boolean =>
        (status === undefined || row['status'] === status) &&
        (serviceId === undefined || row['service_id'] === serviceId);

      const most = limit + (isFiltered ? MAX_SCANNED : 1);
      const rows = scan(query, most);
      const items: BookingState[] = [];
      let last: Row | undefined;
      for (const row of rows) {
        if (last && items.length === limit) return { items, next: positionOf(last) };
        if (wanted(row)) {
          const state = stateIn(row);
          if (endsAfter === undefined || state.endsAt > endsAfter) items.push(state);
        }
        last = row;
      }
      return { items, next: last && rows.length === most ? positionOf(last) : undefined };
    },
    lapsedHolds: (now, limit, cursor = `${EARLIEST}:`) => {
      const colon = cursor.indexOf(':');
      const rows = lapsed.all(now, Number(cursor.slice(0, colon)), cursor.slice(colon + 1), limit + 1);
      const page = rows.slice(0, limit);
      const items = page.map(stateIn).filter((state) => state.status === 'held');
      const last = page.at(-1);
      const more = last !== undefined && rows.length > limit;
      return { items, next: more ? `${integer(last, 'hold_expires_at')}:${text(last, 'booking_id')}` : undefined };
    },
  };
}
