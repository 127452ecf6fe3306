import type { DatabaseSync } from 'node:sqlite';
import { ok } from '../../domain/result.js';
import type { Store } from '../../ports/index.js';
import { createCatalog } from './catalog.js';
import { createOutbox } from './outbox.js';
import { createReads } from './reads.js';
import { createRepository } from './repository.js';
import { openSchema } from './schema.js';
import { atOnce, useDurableSettings, useImpatientLocks } from './settings.js';
import { isClosed, refuse } from './sqlite-errors.js';
import { createTransaction } from './transaction.js';
import { createWriteQueue } from './write-queue.js';

export interface SqliteStoreOptions {
  /** How many milliseconds a call waits for other processes, before `store_unavailable`. Default: 5,000. */
  readonly maxWaitMs?: number | undefined;
}

/**
 * The store on `node:sqlite`. `database` must be open, be Holdfast's alone and not be used for anything else while the
 * store lives; several processes may open the same file. `close` closes it.
 *
 * @throws TypeError for settings it cannot work with.
 * @throws Error that says why, when it cannot work with this database: another program's file, a newer schema, a
 * file that cannot have a write-ahead log, a new file that cannot be written. A database that is set up and read-only
 * is accepted: it answers reads, and every write is `store_unavailable`.
 */
export function sqliteStore(database: DatabaseSync, options: SqliteStoreOptions = {}): Store {
  const { maxWaitMs = 5_000 } = options;
  if (!(maxWaitMs >= 0 && maxWaitMs <= 600_000)) throw new TypeError('maxWaitMs must be at least 0 and at most 600000');
  return refuse('The SQLite store cannot use this database', () => {
    atOnce(() => useDurableSettings(database));
    const transaction = createTransaction(database);
    openSchema(database, transaction);
    const reads = createReads(maxWaitMs);
    const connection = { database, reads, writes: createWriteQueue(transaction, maxWaitMs) };
    // Preparing every statement here also proves that the tables have the columns and keys they need.
    const parts = {
      repository: createRepository(connection),
      catalog: createCatalog(connection),
      outbox: createOutbox(connection),
    };
    const answer = database.prepare('SELECT count(*) FROM (SELECT 1 FROM service LIMIT 1)');
    useImpatientLocks(database);
    return {
      ...parts,
      ping: () => reads(() => ok(void answer.get())),
      close: async () => {
        try {
          database.close();
        } catch (exception) {
          if (!isClosed(exception)) throw exception;
        }
      },
    };
  });
}
