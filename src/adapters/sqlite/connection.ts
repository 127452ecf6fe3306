import type { DatabaseSync } from 'node:sqlite';
import type { Run } from './run.js';

/** What every part of the store shares. Reads do not queue behind writes: in WAL mode a writer does not block them. */
export interface Connection {
  readonly database: DatabaseSync;
  readonly reads: Run;
  /** All or nothing: an `Err` undoes what the work wrote. */
  readonly writes: Run;
}
