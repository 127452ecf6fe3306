import type { Evidence } from '../model/evidence.js';
import { same } from '../model/same.js';
import type { Report } from './invariant.js';

/** What is stored in the end is what was committed last, and every event of it. */
export function judgeLastBookings({ world, end }: Evidence, committed: ReadonlySet<string>, report: Report): void {
  const stored = new Map(end.bookings.map((booking) => [booking.bookingId, booking]));
  for (const bookingId of world.bookingIds) {
    const last = world.versions(bookingId).at(-1);
    if (!same(stored.get(bookingId), last?.booking)) report(`in the end ${bookingId} is not as its last commit left it`);
    stored.delete(bookingId);
  }
  for (const bookingId of stored.keys()) report(`in the end there is ${bookingId}, which was never committed`);

  const shown = new Map<string, number>();
  const ids = new Set(end.eventIds);
  for (const eventId of end.eventIds) {
    const colon = eventId.lastIndexOf(':');
    const [bookingId, version] = [eventId.slice(0, colon), Number(eventId.slice(colon + 1))];
    if (!committed.has(eventId)) report(`in the end there is an event ${eventId}, which was never committed`);
    if (version <= (shown.get(bookingId) ?? 0)) report(`in the end ${eventId} is out of order`);
    shown.set(bookingId, version);
  }
  for (const eventId of committed) if (!ids.has(eventId)) report(`in the end the event ${eventId} is gone`);
}
