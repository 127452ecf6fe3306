import type { DatabaseSync } from 'node:sqlite';
import type { BookingState } from '../../domain/booking/state.js';
import type { IdempotencyRecord } from '../../domain/idempotency/record.js';
import type { ServiceDay } from '../../domain/schedule/service-day.js';
import type { StoredEvent } from '../../ports/index.js';
import { wrote } from './rows.js';

/** `false` when the stored item is not the one that was read, and then nothing was written. */
export interface ConditionalWrites {
  booking(state: BookingState): boolean;
  day(day: ServiceDay): boolean;
  /** Into the history, whose end is the outbox. */
  event(stored: StoredEvent): boolean;
  record(put: IdempotencyRecord, replaces: string | undefined): boolean;
}

const INSERT_BOOKING = `
  INSERT INTO booking (user_id, service_id, starts_at, status, hold_expires_at, version, state, booking_id)
  VALUES (?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (booking_id) DO NOTHING`;
const UPDATE_BOOKING = `
  UPDATE booking
  SET user_id = ?, service_id = ?, starts_at = ?, status = ?, hold_expires_at = ?, version = ?, state = ?
  WHERE booking_id = ? AND version = ?`;
const INSERT_DAY = `
  INSERT INTO service_day (version, claims, service_id, day) VALUES (?, ?, ?, ?)
  ON CONFLICT (service_id, day) DO NOTHING`;
const UPDATE_DAY = 'UPDATE service_day SET version = ?, claims = ? WHERE service_id = ? AND day = ? AND version = ?';
const INSERT_EVENT = `
  INSERT INTO event (booking_id, version, request_id, event) VALUES (?, ?, ?, ?)
  ON CONFLICT (booking_id, version) DO NOTHING`;
// Without a record to replace the last parameter is NULL, which equals nothing.
const PUT_RECORD = `
  INSERT INTO idempotency_record (scope, fingerprint, request_id, answer, expires_at) VALUES (?, ?, ?, ?, ?)
  ON CONFLICT (scope) DO UPDATE SET fingerprint = excluded.fingerprint, request_id = excluded.request_id,
    answer = excluded.answer, expires_at = excluded.expires_at
  WHERE idempotency_record.request_id = ?`;

export function createConditionalWrites(database: DatabaseSync): ConditionalWrites {
  const insertBooking = database.prepare(INSERT_BOOKING);
  const updateBooking = database.prepare(UPDATE_BOOKING);
  const insertDay = database.prepare(INSERT_DAY);
  const updateDay = database.prepare(UPDATE_DAY);
  const insertEvent = database.prepare(INSERT_EVENT);
  const putRecord = database.prepare(PUT_RECORD);

  return {
    booking: (state) => {
      const { bookingId, userId, serviceId, startsAt, status, version } = state;
      const holdExpiresAt = state.status === 'held' ? state.holdExpiresAt : null;
      const json = JSON.stringify(state);
      const row = [userId, serviceId, startsAt, status, holdExpiresAt, version, json, bookingId] as const;
      return wrote(version === 1 ? insertBooking.run(...row) : updateBooking.run(...row, version - 1));
    },
    day: ({ serviceId, day, version, claims }) => {
      const row = [version, JSON.stringify(claims), serviceId, day] as const;
      return wrote(version === 1 ? insertDay.run(...row) : updateDay.run(...row, version - 1));
    },
    event: ({ event, requestId }) => {
      const { bookingId, bookingVersion } = event;
      return wrote(insertEvent.run(bookingId, bookingVersion, requestId, JSON.stringify(event)));
    },
    record: ({ scope, fingerprint, requestId, answer, expiresAt }, replaces) =>
      wrote(putRecord.run(scope, fingerprint, requestId, JSON.stringify(answer), expiresAt, replaces ?? null)),
  };
}
