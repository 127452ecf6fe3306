import type { DatabaseSync } from 'node:sqlite';
import { DAY } from '../../domain/schedule/interval.js';

const EVERY = 64;
/** Twice as many as are written meanwhile, so that a backlog of old records shrinks. */
const AT_MOST = 2 * EVERY;
/** So long after its expiry that no process's clock can still take a record for a live one. */
const GRACE_MS = DAY;

/**
 * Deletes idempotency records that expired long ago, inside the commit of every 64th new one, be it the answer of a
 * success, a refusal or a no-op. The first one counts too, for processes that never live to write 64. `decidedAt` is
 * the instant of the change set being committed: the store has no clock.
 */
export function createRecordTidying(database: DatabaseSync): (decidedAt: number) => void {
  const deleteOldest = database.prepare(`
    DELETE FROM idempotency_record WHERE rowid IN
      (SELECT rowid FROM idempotency_record WHERE expires_at < ? ORDER BY expires_at LIMIT ${AT_MOST})`);
  let written = 0;

  return (decidedAt) => {
    if (written % EVERY === 0) deleteOldest.run(decidedAt - GRACE_MS);
    written += 1;
  };
}
