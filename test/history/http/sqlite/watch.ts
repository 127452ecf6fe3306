import { DatabaseSync } from 'node:sqlite';
import type { BookingEvent, Service } from '../../../../src/index.js';
import type { BookingState } from '../../../../src/domain/booking/state.js';
import type { ServiceDay } from '../../../../src/domain/schedule/service-day.js';
import type { Found, StoredRecord, Written } from '../watched-store.js';

/**
 * Triggers write down what every transaction writes, in the transaction itself: what was undone was never seen, and
 * the order is the one in which the store took it.
 */
const WATCH = `
CREATE TABLE seen (place INTEGER PRIMARY KEY, what TEXT NOT NULL, value TEXT NOT NULL);
CREATE TRIGGER seen_new_booking AFTER INSERT ON booking BEGIN
  INSERT INTO seen (what, value) VALUES ('booking', NEW.state); END;
CREATE TRIGGER seen_booking AFTER UPDATE ON booking BEGIN
  INSERT INTO seen (what, value) VALUES ('booking', NEW.state); END;
CREATE TRIGGER seen_event AFTER INSERT ON event BEGIN
  INSERT INTO seen (what, value)
  VALUES ('event', json_object('requestId', NEW.request_id, 'event', json(NEW.event))); END;
CREATE TRIGGER seen_new_day AFTER INSERT ON service_day BEGIN
  INSERT INTO seen (what, value) VALUES ('day', json_object(
    'serviceId', NEW.service_id, 'day', NEW.day, 'version', NEW.version, 'claims', json(NEW.claims))); END;
CREATE TRIGGER seen_day AFTER UPDATE ON service_day BEGIN
  INSERT INTO seen (what, value) VALUES ('day', json_object(
    'serviceId', NEW.service_id, 'day', NEW.day, 'version', NEW.version, 'claims', json(NEW.claims))); END;
CREATE TRIGGER seen_new_record AFTER INSERT ON idempotency_record BEGIN
  INSERT INTO seen (what, value) VALUES ('record', json_object(
    'scope', NEW.scope, 'requestId', NEW.request_id, 'expiresAt', NEW.expires_at)); END;
CREATE TRIGGER seen_record AFTER UPDATE ON idempotency_record BEGIN
  INSERT INTO seen (what, value) VALUES ('record', json_object(
    'scope', NEW.scope, 'requestId', NEW.request_id, 'expiresAt', NEW.expires_at)); END;
CREATE TRIGGER seen_new_service AFTER INSERT ON service BEGIN
  INSERT INTO seen (what, value) VALUES ('service', NEW.service); END;
CREATE TRIGGER seen_service AFTER UPDATE ON service BEGIN
  INSERT INTO seen (what, value) VALUES ('service', NEW.service); END;
`;

type Seen =
  | { readonly what: 'booking'; readonly value: BookingState }
  | { readonly what: 'event'; readonly value: { readonly requestId: string; readonly event: BookingEvent } }
  | { readonly what: 'day'; readonly value: ServiceDay }
  | { readonly what: 'record'; readonly value: StoredRecord }
  | { readonly what: 'service'; readonly value: Service };

export function watch(file: string): void {
  const database = new DatabaseSync(file, { timeout: 10_000 });
  database.exec(WATCH);
  database.close();
}

const DAYS = `
  SELECT json_object('serviceId', service_id, 'day', day, 'version', version, 'claims', json(claims)) FROM service_day`;

export function readBehind(file: string): Found {
  const database = new DatabaseSync(file, { readOnly: true });
  const texts = (query: string): readonly string[] =>
    database.prepare(query).all().map((row) => String(Object.values(row)[0]));
  try {
    const seen = texts(`SELECT json_object('what', what, 'value', json(value)) FROM seen ORDER BY place`).map(
      (text): Seen => JSON.parse(text),
    );
    return {
      written: writtenIn(seen),
      services: seen.flatMap((one) => (one.what === 'service' ? [{ service: one.value }] : [])),
      bookings: texts('SELECT state FROM booking').map((text): BookingState => JSON.parse(text)),
      days: texts(DAYS).map((text): ServiceDay => JSON.parse(text)),
      eventIds: texts(`SELECT booking_id || ':' || version FROM event ORDER BY booking_id, version`),
      parked: texts(`SELECT booking_id || ':' || version FROM outbox WHERE parked = 1`),
    };
  } finally {
    database.close();
  }
}

interface Open extends Written {
  event?: Written['event'];
  readonly days: ServiceDay[];
  record?: Written['record'];
}

/** A change set is written booking first; a record without one is that of a refusal or of a change that was none. */
function writtenIn(seen: readonly Seen[]): readonly Written[] {
  const written: Open[] = [];
  let open: Open | undefined;
  for (const one of seen) {
    if (one.what === 'booking') {
      open = { state: one.value, days: [] };
      written.push(open);
    } else if (one.what === 'event' && open) open.event = one.value;
    else if (one.what === 'day' && open) open.days.push(one.value);
    else if (one.what === 'record') {
      if (open?.event?.requestId === one.value.requestId) open.record = one.value;
      open = undefined;
    }
  }
  return written;
}
