import type { DatabaseSync } from 'node:sqlite';
import type { BookingState } from '../../domain/booking/state.js';
import type { IdempotencyRecord } from '../../domain/idempotency/record.js';
import type { Service } from '../../domain/schedule/policy.js';
import type { DayKey, ServiceDay } from '../../domain/schedule/service-day.js';
import { claimsIn, integer, recordIn, serviceIn, stateIn } from './rows.js';

/** One item by its key, `undefined` when it is not stored. */
export interface Items {
  booking(bookingId: string): BookingState | undefined;
  /** 0: not stored. */
  bookingVersion(bookingId: string): number;
  /** Version 0 and no claims: never written to. */
  day(key: DayKey): ServiceDay;
  record(scope: string): IdempotencyRecord | undefined;
  service(serviceId: string): Service | undefined;
}

export function createItems(database: DatabaseSync): Items {
  const booking = database.prepare('SELECT state FROM booking WHERE booking_id = ?');
  const bookingVersion = database.prepare('SELECT version FROM booking WHERE booking_id = ?');
  const day = database.prepare('SELECT version, claims FROM service_day WHERE service_id = ? AND day = ?');
  const record = database.prepare(
    'SELECT scope, fingerprint, request_id, answer, expires_at FROM idempotency_record WHERE scope = ?',
  );
  const service = database.prepare('SELECT service FROM service WHERE service_id = ?');

  return {
    booking: (bookingId) => {
      const row = booking.get(bookingId);
      return row && stateIn(row);
    },
    bookingVersion: (bookingId) => {
      const row = bookingVersion.get(bookingId);
      return row === undefined ? 0 : integer(row, 'version');
    },
    day: ({ serviceId, day: date }) => {
      const row = day.get(serviceId, date);
      if (row === undefined) return { serviceId, day: date, version: 0, claims: [] };
      return { serviceId, day: date, version: integer(row, 'version'), claims: claimsIn(row) };
    },
    record: (scope) => {
      const row = record.get(scope);
      return row && recordIn(row);
    },
    service: (serviceId) => {
      const row = service.get(serviceId);
      return row && serviceIn(row);
    },
  };
}
