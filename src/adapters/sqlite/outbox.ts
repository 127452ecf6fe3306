import { ok } from '../../domain/result.js';
import type { Outbox } from '../../ports/index.js';
import type { Connection } from './connection.js';
import { createOutboxIntake } from './outbox-intake.js';
import { eventIn, integer, text, wrote } from './rows.js';

// The event's own conditions come first: the look at earlier events of its booking is the dear part.
const DUE = `
  SELECT due.sequence, due.attempts, event.event FROM outbox AS due JOIN event USING (sequence)
  WHERE due.parked = 0 AND due.retry_at <= :now AND (due.leased_until <= :now OR due.leased_by = :relay)
    AND NOT EXISTS (
      SELECT 1 FROM outbox AS earlier
      WHERE earlier.booking_id = due.booking_id AND earlier.version < due.version AND earlier.parked = 0
        AND (earlier.retry_at > :now OR (earlier.leased_until > :now AND earlier.leased_by <> :relay)))
  ORDER BY due.sequence LIMIT :limit`;
const LEASE = 'UPDATE outbox SET leased_by = ?, leased_until = ? WHERE sequence = ?';
const DELIVERED = 'DELETE FROM outbox WHERE booking_id = ? AND version = ?';
const FAILED = `
  UPDATE outbox
  SET attempts = attempts + 1, last_error = ?, retry_at = ?, parked = ?, leased_by = NULL, leased_until = 0
  WHERE booking_id = ? AND version = ? AND leased_by = ?`;
const PARKED = `
  SELECT outbox.sequence, outbox.attempts, outbox.last_error, event.event FROM outbox JOIN event USING (sequence)
  WHERE outbox.parked = 1 AND outbox.sequence > ? ORDER BY outbox.sequence LIMIT ?`;
const UNPARK = `
  UPDATE outbox SET parked = 0, attempts = 0, retry_at = 0, last_error = NULL
  WHERE booking_id = ? AND version = ? AND parked = 1`;

/** An event's id is `<bookingId>:<version>`. */
function keyOf(eventId: string): [bookingId: string, version: number] {
  const colon = eventId.lastIndexOf(':');
  return [eventId.slice(0, colon), Number(eventId.slice(colon + 1))];
}

export function createOutbox({ database, read, write }: Connection): Outbox {
  const due = database.prepare(DUE);
  const lease = database.prepare(LEASE);
  const remove = database.prepare(DELIVERED);
  const fail = database.prepare(FAILED);
  const parked = database.prepare(PARKED);
  const unpark = database.prepare(UNPARK);

  const intake = createOutboxIntake(database);

  const leaseDue = (relay: string, now: number, until: number, limit: number) => {
    let rows = due.all({ relay, now, limit });
    while (rows.length < limit && intake.takeUp()) rows = due.all({ relay, now, limit });
    for (const row of rows) lease.run(relay, until, integer(row, 'sequence'));
    return ok(rows.map((row) => ({ event: eventIn(row), attempts: integer(row, 'attempts') })));
  };

  return {
    lease: (relay, now, leaseMs, limit) =>
      // Looking needs no write lock, and most looks find nothing.
      read(() => ok(intake.hasNew() || due.get({ relay, now, limit: 1 }) !== undefined)).andThen((isBusy) =>
        !isBusy ? ok([]) : write(() => leaseDue(relay, now, now + leaseMs, limit)),
      ),
    delivered: (eventIds) =>
      write(() => {
        for (const eventId of eventIds) {
          const key = keyOf(eventId);
          // One that was never leased has no row yet; one that is neither here nor new was delivered before.
          while (!wrote(remove.run(...key)) && intake.isNew(...key)) intake.takeUp();
        }
        return ok();
      }),
    failed: (relay, eventId, error, retryAt) =>
      write(() => {
        const isParked = retryAt === 'park';
        return ok(wrote(fail.run(error, isParked ? 0 : retryAt, isParked ? 1 : 0, ...keyOf(eventId), relay)));
      }),
    parked: (limit, cursor = '0') =>
      read(() => {
        const rows = parked.all(Number(cursor), limit + 1);
        const page = rows.slice(0, limit);
        const last = page.at(-1);
        return ok({
          items: page.map((row) => ({
            event: eventIn(row),
            attempts: integer(row, 'attempts'),
            lastError: text(row, 'last_error'),
          })),
          unread: [],
          next: last && rows.length > limit ? String(integer(last, 'sequence')) : undefined,
        });
      }),
    unpark: (eventId) => write(() => ok(wrote(unpark.run(...keyOf(eventId))))),
  };
}
