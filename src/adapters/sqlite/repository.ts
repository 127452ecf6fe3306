import { ok } from '../../domain/result.js';
import type { BookingRepository } from '../../ports/index.js';
import { createCommit } from './commit.js';
import type { Connection } from './connection.js';
import type { Items } from './items.js';
import { createLists } from './lists.js';
import { eventIn, text } from './rows.js';

export function createRepository({ database, read, write }: Connection, items: Items): BookingRepository {
  const commit = createCommit(database, items);
  const lists = createLists(database);
  const events = database.prepare(
    'SELECT event, request_id FROM event WHERE booking_id = ? AND version > ? ORDER BY version LIMIT ?',
  );

  return {
    load: (keys) =>
      read(() =>
        ok({
          record: keys.record === undefined ? undefined : items.record(keys.record),
          booking: keys.bookingId === undefined ? undefined : items.booking(keys.bookingId),
          service: keys.serviceId === undefined ? undefined : items.service(keys.serviceId),
          days: keys.days.map((key) => items.day(key)),
        }),
      ),
    commit: (change) => write(() => commit(change)),
    get: (bookingId) => read(() => ok(items.booking(bookingId))),
    history: (bookingId, afterVersion, limit) =>
      read(() =>
        ok(
          events
            .all(bookingId, afterVersion, limit)
            .map((row) => ({ event: eventIn(row), requestId: text(row, 'request_id') })),
        ),
      ),
    list: (query) => read(() => ok(lists.bookings(query))),
    listLapsedHolds: (now, limit, cursor) => read(() => ok(lists.lapsedHolds(now, limit, cursor))),
  };
}
