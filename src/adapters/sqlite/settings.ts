import type { DatabaseSync } from 'node:sqlite';
import { isBusy } from './sqlite-errors.js';
import { text } from './rows.js';

const SETUP_WAIT_MS = 5_000;
const PAUSE_MS = 20;

/** Covers the usual commit of another process without a timer; longer waits must not block the event loop. */
const LOCK_WAIT_MS = 5;

const hasFile = (database: DatabaseSync): boolean =>
  database.prepare('PRAGMA database_list').all().some((row) => row['name'] === 'main' && row['file'] !== '');

const journalMode = (database: DatabaseSync, pragma: string): string => {
  const row = database.prepare(pragma).get();
  return row === undefined ? 'unknown' : text(row, 'journal_mode');
};

/** 16 MB of log between checkpoints: each waits for the disk twice, however little it moves. */
const CHECKPOINT_PAGES = 4_000;

/** WAL: readers and the writer do not wait for each other. FULL: what is acknowledged survives a power cut. */
export function useDurableSettings(database: DatabaseSync): void {
  database.exec(`PRAGMA busy_timeout = ${SETUP_WAIT_MS}`);
  if (journalMode(database, 'PRAGMA main.journal_mode') !== 'wal' && hasFile(database)) {
    const mode = journalMode(database, 'PRAGMA main.journal_mode = WAL');
    if (mode !== 'wal') throw new Error(`it needs journal mode "wal", and this file stays in "${mode}"`);
  }
  database.exec(`PRAGMA main.synchronous = FULL; PRAGMA wal_autocheckpoint = ${CHECKPOINT_PAGES}`);
}

export const useImpatientLocks = (database: DatabaseSync): void =>
  database.exec(`PRAGMA busy_timeout = ${LOCK_WAIT_MS}`);

/** Several processes that open one new file at the same time: SQLite does not wait when it changes the journal mode. */
export function whenNotBusy(work: () => void): void {
  const pause = new Int32Array(new SharedArrayBuffer(4));
  for (let left = SETUP_WAIT_MS / PAUSE_MS; ; left--) {
    try {
      return work();
    } catch (exception) {
      if (!isBusy(exception) || left <= 0) throw exception;
      Atomics.wait(pause, 0, 0, PAUSE_MS);
    }
  }
}
