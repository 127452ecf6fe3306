import type { DatabaseSync } from 'node:sqlite';
import { ok } from '../../domain/result.js';
import type { CalendarFeed, FeedTokens } from '../../ports/index.js';
import { openDatabase, type SqliteStoreOptions } from './open-database.js';
import { type Row, text, wrote } from './rows.js';
import type { Transaction } from './transaction.js';

const TABLE = 'CREATE TABLE IF NOT EXISTS calendar_feed (digest TEXT NOT NULL PRIMARY KEY, feed TEXT NOT NULL) STRICT, WITHOUT ROWID';

/** Files that were set up by a release without calendars get it when they are opened; such a release lets it be. */
function openTable(database: DatabaseSync, transaction: Transaction): void {
  const found = database.prepare(`SELECT 1 FROM main.sqlite_schema WHERE name = 'calendar_feed'`).get();
  if (found !== undefined) return;
  transaction.immediate(() => {
    database.exec(TABLE);
    return true;
  });
}

// Only this adapter writes the column, so what JSON.parse finds in it is what was put in.
const feedIn = (row: Row): CalendarFeed => JSON.parse(text(row, 'feed'));

/**
 * Calendar feeds in a file of `sqliteStore`'s, kept until they are revoked; several processes may share it. `database` is
 * the one that the store has, or another one on the same file, which stays the caller's to close.
 *
 * @throws TypeError for settings it cannot work with.
 * @throws Error that says why, when it cannot work with this database, as `sqliteStore` does.
 */
export const sqliteFeedTokens = (database: DatabaseSync, options: SqliteStoreOptions = {}): FeedTokens =>
  openDatabase('Calendar feeds on SQLite', database, options, ({ read, write }, transaction) => {
    openTable(database, transaction);
    const insert = database.prepare(
      'INSERT INTO calendar_feed (digest, feed) VALUES (?, ?) ON CONFLICT (digest) DO UPDATE SET feed = excluded.feed',
    );
    const select = database.prepare('SELECT feed FROM calendar_feed WHERE digest = ?');
    const remove = database.prepare('DELETE FROM calendar_feed WHERE digest = ?');
    return {
      put: (digest, feed) => write(() => ok(void insert.run(digest, JSON.stringify(feed)))),
      find: (digest) =>
        read(() => {
          const row = select.get(digest);
          return ok(row && feedIn(row));
        }),
      remove: (digest) => write(() => ok(wrote(remove.run(digest)))),
    };
  });
