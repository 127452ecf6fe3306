import type { DatabaseSync } from 'node:sqlite';

/** `false` and an exception both mean: nothing of it is written. */
type Work = () => boolean;

export interface Transaction {
  /** Takes the write lock first, so that nothing read inside can be stale. */
  immediate(work: Work): boolean;
  /** Inside of `immediate`: `false` undoes what `work` wrote and nothing else. An exception ends all of it. */
  part(work: Work): boolean;
}

export function createTransaction(database: DatabaseSync): Transaction {
  const begin = database.prepare('BEGIN IMMEDIATE');
  const commit = database.prepare('COMMIT');
  const rollback = database.prepare('ROLLBACK');
  const savepoint = database.prepare('SAVEPOINT part');
  const undo = database.prepare('ROLLBACK TO part');
  const release = database.prepare('RELEASE part');

  return {
    immediate: (work) => {
      begin.run();
      try {
        const isKept = work();
        (isKept ? commit : rollback).run();
        return isKept;
      } catch (cause) {
        try {
          rollback.run();
        } catch {
          // On a full disk or an I/O error SQLite may have rolled back by itself; the first exception says why.
        }
        throw cause;
      }
    },
    part: (work) => {
      savepoint.run();
      const isKept = work();
      if (!isKept) undo.run();
      release.run();
      return isKept;
    },
  };
}
