import { writeFileSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { pathToFileURL } from 'node:url';
import { describe, expect, it } from 'vitest';
import { sqliteStore } from '../../../src/adapters/sqlite/index.js';
import { confirmed } from '../../../src/entrypoints/testing/contract/samples.js';
import { changeTo, write } from '../../../src/entrypoints/testing/contract/write.js';
import { databaseFolder } from './database-folder.js';
import { watchedDatabase } from './watched-database.js';

const booking = confirmed();

describe('opening a new file', () => {
  it('sets up a write-ahead log that is flushed at every commit', () => {
    const database = databaseFolder().open();
    sqliteStore(database);
    expect(database.prepare('PRAGMA journal_mode').get()).toEqual({ journal_mode: 'wal' });
    expect(database.prepare('PRAGMA synchronous').get()).toEqual({ synchronous: 2 });
  });

  it('does not wait for locks inside SQLite, where the whole process would wait', () => {
    const database = databaseFolder().open();
    sqliteStore(database);
    expect(Number(database.prepare('PRAGMA busy_timeout').get()?.['timeout'])).toBeLessThan(10);
  });

  it('refuses a file that cannot have a write-ahead log', () => {
    const url = pathToFileURL(databaseFolder().file);
    url.search = '?vfs=unix-dotfile';
    const database = new DatabaseSync(url);
    expect(() => sqliteStore(database)).toThrow('it needs journal mode "wal", and this file stays in "delete"');
    database.close();
  });

  it('refuses to set up a file that it may not write', () => {
    const folder = databaseFolder();
    folder.open().exec('PRAGMA user_version = 0');
    expect(() => sqliteStore(folder.open({ readOnly: true }))).toThrow('(SQLITE_READONLY)');
  });

  it('leaves nothing behind when the disk is too full for the tables, and works once it is not', () => {
    const folder = databaseFolder();
    const database = folder.open();
    database.exec('PRAGMA max_page_count = 5');
    expect(() => sqliteStore(database)).toThrow('(SQLITE_FULL)');
    expect(folder.open().prepare('SELECT name FROM sqlite_schema').all()).toEqual([]);
    database.exec('PRAGMA max_page_count = 1000000');
    expect(() => sqliteStore(database)).not.toThrow();
  });
});

describe('opening a new file that another process opens at the same time', () => {
  it('tries again when SQLite does not wait for the other one to change the journal mode', () => {
    const database = databaseFolder().open();
    let refusals = 3;
    const contended = watchedDatabase(database, (sql) => {
      if (!/journal_mode = WAL/.test(sql) || refusals === 0) return;
      refusals -= 1;
      throw Object.assign(new Error('database is locked'), { errcode: 5 });
    });
    expect(() => sqliteStore(contended)).not.toThrow();
    expect(refusals).toBe(0);
    expect(database.prepare('PRAGMA journal_mode').get()).toEqual({ journal_mode: 'wal' });
  });

  it('takes the tables that the other one has made meanwhile', () => {
    const folder = databaseFolder();
    let isFirst = true;
    const late = watchedDatabase(folder.open(), (sql) => {
      if (!sql.startsWith('BEGIN') || !isFirst) return;
      isFirst = false;
      sqliteStore(folder.open());
    });
    expect(() => sqliteStore(late)).not.toThrow();
    expect(isFirst).toBe(false);
  });
});

describe('opening a file that was used before', () => {
  it('finds what was committed', async () => {
    const folder = databaseFolder();
    const store = sqliteStore(folder.open());
    await write(store, changeTo(booking));
    await store.close();
    const again = sqliteStore(folder.open());
    expect((await again.repository.get(booking.bookingId))._unsafeUnwrap()).toEqual(booking);
  });

  it('reads a file that may not be written, and answers store_unavailable to writes', async () => {
    const folder = databaseFolder();
    await write(sqliteStore(folder.open()), changeTo(booking));
    const store = sqliteStore(folder.open({ readOnly: true }));
    expect((await store.repository.get(booking.bookingId))._unsafeUnwrap()).toEqual(booking);
    const refused = await store.repository.commit(changeTo(confirmed({ bookingId: 'b-2' })));
    expect(refused._unsafeUnwrapErr()).toMatchObject({ kind: 'store_unavailable' });
  });

  it('refuses a schema newer than it knows', () => {
    const folder = databaseFolder();
    const database = folder.open();
    sqliteStore(database);
    database.exec('PRAGMA user_version = 2');
    expect(() => sqliteStore(folder.open())).toThrow('its schema has version 2, newer than 1');
  });

  it.each([
    ['its tables', 'CREATE TABLE invoice (id INTEGER)'],
    ['tables that are named like ours', 'CREATE TABLE booking (booking_id TEXT)'],
    ['a schema version of its own', 'PRAGMA user_version = 1'],
    ['a name of its own', 'PRAGMA application_id = 7'],
  ])('refuses the file of another program, known by %s, and leaves it as it was', (_, sql) => {
    const folder = databaseFolder();
    const database = folder.open();
    database.exec(sql);
    const schema = () => database.prepare('SELECT name, sql FROM sqlite_schema').all();
    const before = schema();
    expect(() => sqliteStore(database)).toThrow('it belongs to another program; give Holdfast a file of its own');
    expect(schema()).toEqual(before);
  });

  it.each([
    ['a table', 'DROP TABLE service_day', 'no such table: service_day'],
    ['a column', 'ALTER TABLE event DROP COLUMN request_id', 'no column named request_id'],
    [
      'a key',
      `DROP TABLE idempotency_record;
       CREATE TABLE idempotency_record (scope, fingerprint, request_id, answer, expires_at)`,
      'ON CONFLICT clause does not match',
    ],
  ])('refuses a file of ours that lacks %s', (_, sql, why) => {
    const folder = databaseFolder();
    const database = folder.open();
    sqliteStore(database);
    database.exec(sql);
    expect(() => sqliteStore(folder.open())).toThrow(why);
  });

  it('refuses what is no database at all', () => {
    const folder = databaseFolder();
    writeFileSync(folder.file, 'name,room\nada,chair\n'.repeat(100));
    expect(() => sqliteStore(folder.open())).toThrow('file is not a database (SQLITE_NOTADB)');
  });
});

describe('a connection that it cannot work with', () => {
  it.each([
    ['is closed', (database: DatabaseSync) => database.close(), 'database is not open'],
    ['is in a transaction of its owner', (database: DatabaseSync) => database.exec('BEGIN'), 'transaction'],
  ])('is refused when it %s', (_, spoil, why) => {
    const database = databaseFolder().open();
    spoil(database);
    expect(() => sqliteStore(database)).toThrow(why);
  });

  it.each([-1, Number.NaN, Infinity])('is not waited for %d ms', (maxWaitMs) => {
    expect(() => sqliteStore(new DatabaseSync(':memory:'), { maxWaitMs })).toThrow(TypeError);
  });
});

describe('a database in memory', () => {
  it('needs no write-ahead log', async () => {
    const store = sqliteStore(new DatabaseSync(':memory:'));
    await write(store, changeTo(booking));
    expect((await store.repository.get(booking.bookingId))._unsafeUnwrap()).toEqual(booking);
    await store.close();
  });

  it('is closed with the store, and closing twice is no error', async () => {
    const database = new DatabaseSync(':memory:');
    const store = sqliteStore(database);
    await store.close();
    await store.close();
    expect(database.isOpen).toBe(false);
  });
});
