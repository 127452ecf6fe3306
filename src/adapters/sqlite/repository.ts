import { ok } from '../../domain/result.js';
import type { BookingRepository } from '../../ports/index.js';
import { createCommit } from './commit.js';
import type { Connection } from './connection.js';
import { createItems } from './items.js';
import { createQueries } from './queries.js';
import { eventIn, text } from './rows.js';

export function createRepository({ database, reads, writes }: Connection): BookingRepository {
  const items = createItems(database);
  const commit = createCommit(database, items);
  const queries = createQueries(database);
  const events = database.prepare(
    'SELECT event, request_id FROM event WHERE booking_id = ? AND version > ? ORDER BY version LIMIT ?',
  );

  return {
    load: (keys) =>
      reads(() =>
        ok({
          record: keys.record === undefined ? undefined : items.record(keys.record),
          booking: keys.bookingId === undefined ? undefined : items.booking(keys.bookingId),
          service: keys.serviceId === undefined ? undefined : items.service(keys.serviceId),
          days: keys.days.map((key) => items.day(key)),
        }),
      ),
    commit: (change) => writes(() => commit(change)),
    get: (bookingId) => reads(() => ok(items.booking(bookingId))),
    history: (bookingId, afterVersion, limit) =>
      reads(() =>
        ok(
          events
            .all(bookingId, afterVersion, limit)
            .map((row) => ({ event: eventIn(row), requestId: text(row, 'request_id') })),
        ),
      ),
    list: (query) => reads(() => ok(queries.list(query))),
    listLapsedHolds: (now, limit, cursor) => reads(() => ok(queries.lapsedHolds(now, limit, cursor))),
  };
}
