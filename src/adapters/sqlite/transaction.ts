import type { DatabaseSync } from 'node:sqlite';
import type { Result } from '../../domain/result.js';

export type Transaction = <T, E>(work: () => Result<T, E>) => Result<T, E>;

/** Takes the write lock first, so that nothing read inside can be stale. An `Err` and an exception both write nothing. */
export function immediateTransaction(database: DatabaseSync): Transaction {
  const begin = database.prepare('BEGIN IMMEDIATE');
  const commit = database.prepare('COMMIT');
  const rollback = database.prepare('ROLLBACK');

  return (work) => {
    begin.run();
    try {
      const outcome = work();
      (outcome.isOk() ? commit : rollback).run();
      return outcome;
    } catch (cause) {
      try {
        rollback.run();
      } catch {
        // On a full disk or an I/O error SQLite may have rolled back by itself; the first exception says why.
      }
      throw cause;
    }
  };
}
