import type { DatabaseSync } from 'node:sqlite';
import type { Connection } from './connection.js';
import { createReader } from './reader.js';
import { openSchema } from './schema.js';
import { useDurableSettings, useImpatientLocks, whenNotBusy } from './settings.js';
import { refuse } from './sqlite-errors.js';
import { createTransaction, type Transaction } from './transaction.js';
import { createWriteQueue } from './write-queue.js';

export interface SqliteStoreOptions {
  /** How many milliseconds a call waits for other processes, before `store_unavailable`. Default: 5,000. */
  readonly maxWaitMs?: number | undefined;
}

/** What `build` makes of a database of ours. `whose` is who the errors are about. */
export function openDatabase<T>(
  whose: string,
  database: DatabaseSync,
  { maxWaitMs = 5_000 }: SqliteStoreOptions,
  build: (connection: Connection, transaction: Transaction) => T,
): T {
  if (!(maxWaitMs >= 0 && maxWaitMs <= 600_000)) throw new TypeError('maxWaitMs must be at least 0 and at most 600000');
  return refuse(`${whose} cannot use this database`, () => {
    whenNotBusy(() => useDurableSettings(database));
    const transaction = createTransaction(database);
    openSchema(database, transaction);
    const connection = { database, read: createReader(maxWaitMs), write: createWriteQueue(transaction, maxWaitMs) };
    const built = build(connection, transaction);
    useImpatientLocks(database);
    return built;
  });
}
