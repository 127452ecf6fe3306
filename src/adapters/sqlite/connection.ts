import type { DatabaseSync } from 'node:sqlite';
import type { Transaction } from './transaction.js';
import type { Run } from './waiting-line.js';

/** What every part of the store shares. Reads do not queue behind writes: in WAL mode a writer does not block them. */
export interface Connection {
  readonly database: DatabaseSync;
  readonly reads: Run;
  readonly writes: Run;
  readonly transaction: Transaction;
}
