import type { DatabaseSync } from 'node:sqlite';
import { wrote } from './rows.js';

/** How many events one transaction takes up at most. */
const CHUNK = 1_000;

/**
 * A commit writes its event once, into the history. Relays take the new ones up from there, in the order of commits,
 * so that a commit touches fewer pages and a store without a relay keeps no second copy of its events.
 */
export interface OutboxIntake {
  hasNew(): boolean;
  /** Whether this event is among the new ones; one that is not was taken up before. */
  isNew(bookingId: string, version: number): boolean;
  /** Inside a transaction: makes rows of the next events; `false` when there are none. */
  takeUp(): boolean;
}

export function createOutboxIntake(database: DatabaseSync): OutboxIntake {
  const next = database.prepare(
    'SELECT 1 FROM event WHERE sequence > (SELECT taken_up_to FROM outbox_head) LIMIT 1',
  );
  const one = database.prepare(`
    SELECT 1 FROM event
    WHERE booking_id = ? AND version = ? AND sequence > (SELECT taken_up_to FROM outbox_head)`);
  const take = database.prepare(`
    INSERT INTO outbox (sequence, booking_id, version)
    SELECT sequence, booking_id, version FROM event WHERE sequence > (SELECT taken_up_to FROM outbox_head)
    ORDER BY sequence LIMIT ${CHUNK}`);
  const advance = database.prepare(`
    UPDATE outbox_head SET taken_up_to = new.last
    FROM (SELECT max(sequence) AS last FROM outbox) AS new WHERE new.last > taken_up_to`);

  return {
    hasNew: () => next.get() !== undefined,
    isNew: (bookingId, version) => one.get(bookingId, version) !== undefined,
    takeUp: () => {
      take.run();
      return wrote(advance.run());
    },
  };
}
