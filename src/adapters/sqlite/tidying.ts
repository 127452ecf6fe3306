import type { DatabaseSync } from 'node:sqlite';
import { DAY } from '../../domain/schedule/interval.js';

const EVERY = 64;
/** More than `EVERY`, so that a backlog of old records shrinks. */
const AT_MOST = 128;
/** So long after its expiry that no process's clock can still take a record for a live one. */
const GRACE_MS = DAY;

/**
 * Deletes idempotency records that expired long ago, a few at a time and inside commits that write one anyway.
 * `at` is the instant of the change being committed: the store has no clock.
 */
export function createTidying(database: DatabaseSync): (at: number) => void {
  const deleteOldest = database.prepare(`
    DELETE FROM idempotency_record WHERE rowid IN
      (SELECT rowid FROM idempotency_record WHERE expires_at < ? ORDER BY expires_at LIMIT ${AT_MOST})`);
  let commits = 0;

  return (at) => {
    commits += 1;
    if (commits % EVERY === 0) deleteOldest.run(at - GRACE_MS);
  };
}
