import { errAsync, okAsync } from '../../domain/result.js';
import type { BookingRepository, StoredEvent } from '../../ports/repository.js';
import { apply, conflictOf } from './commit.js';
import { dayIn } from './days.js';
import { lapsedHoldsOf, pageOf } from './lists.js';
import type { Tables } from './tables.js';

/** `published` hears of every committed event, in commit order and before the commit is answered. */
export function repositoryOn(tables: Tables, published?: (event: StoredEvent) => void): BookingRepository {
  return {
    load: ({ record, bookingId, serviceId, days }) =>
      okAsync({
        record: record === undefined ? undefined : tables.records.get(record),
        booking: bookingId === undefined ? undefined : tables.bookings.get(bookingId)?.state,
        service: serviceId === undefined ? undefined : tables.services.get(serviceId),
        days: days.map((key) => dayIn(tables.days, key) ?? { ...key, version: 0, claims: [] }),
      }),
    commit(change) {
      const conflict = conflictOf(tables, change);
      if (conflict !== undefined) return errAsync(conflict);
      apply(tables, change);
      if (change.event !== undefined) published?.(change.event);
      return okAsync(undefined);
    },
    get: (bookingId) => okAsync(tables.bookings.get(bookingId)?.state),
    history(bookingId, afterVersion, limit) {
      const events = tables.bookings.get(bookingId)?.events ?? [];
      return okAsync(events.filter(({ event }) => event.bookingVersion > afterVersion).slice(0, limit));
    },
    list: (query) => okAsync(pageOf(tables, query)),
    listLapsedHolds: (now, limit, cursor) => okAsync(lapsedHoldsOf(tables, now, limit, cursor)),
  };
}
