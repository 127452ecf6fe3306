import type { DatabaseSync } from 'node:sqlite';
import { ok } from '../../domain/result.js';
import type { Store } from '../../ports/index.js';
import { createCatalog } from './catalog.js';
import { createItems } from './items.js';
import { openDatabase, type SqliteStoreOptions } from './open-database.js';
import { createOutbox } from './outbox.js';
import { createRepository } from './repository.js';
import { isClosed } from './sqlite-errors.js';

/**
 * The store on `node:sqlite`. The file must be Holdfast's own: an empty one, or one that it has set up before; several
 * processes may open it at once. `database` must be open and belongs to the store from then on: nothing else may use
 * it but `sqliteFeedTokens`, and `close()` closes it. A call that comes later, or that still waits then, is answered
 * `store_unavailable`.
 *
 * @throws TypeError for settings it cannot work with.
 * @throws Error that says why, when it cannot work with this database: another program's file, a newer schema, a
 * file that cannot have a write-ahead log, a new file that cannot be written. A database that is set up and read-only
 * is accepted: it answers reads, and every write is `store_unavailable`.
 */
export function sqliteStore(
  database: DatabaseSync,
  options: SqliteStoreOptions = {},
): Store & { close(): Promise<void> } {
  return openDatabase('The SQLite store', database, options, (connection) => {
    // Preparing every statement here also proves that the tables have the columns and keys they need.
    const items = createItems(database);
    const parts = {
      repository: createRepository(connection, items),
      catalog: createCatalog(connection, items),
      outbox: createOutbox(connection),
    };
    const answer = database.prepare('SELECT count(*) FROM (SELECT 1 FROM service LIMIT 1)');
    return {
      ...parts,
      ping: () => connection.read(() => ok(void answer.get())),
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
