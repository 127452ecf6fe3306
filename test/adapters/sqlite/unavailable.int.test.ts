import type { DatabaseSync } from 'node:sqlite';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { sqliteStore } from '../../../src/adapters/sqlite/index.js';
import { confirmed, day, record, service, taken } from '../../../src/entrypoints/testing/contract/samples.js';
import { changeTo, write } from '../../../src/entrypoints/testing/contract/write.js';
import { databaseFolder } from './database-folder.js';
import { watchedDatabase } from './watched-database.js';

const DOWN = { kind: 'store_unavailable', cause: expect.any(Error) };
const TABLES = ['booking', 'service_day', 'event', 'outbox', 'idempotency_record'];
const rowsOf = (database: DatabaseSync): readonly unknown[] =>
  TABLES.map((table) => database.prepare(`SELECT count(*) AS rows FROM ${table}`).get()?.['rows']);

const whole = (bookingId: string, version: number, notes?: string) =>
  changeTo({ ...confirmed({ bookingId }), ...(notes !== undefined && { notes }) }, [day(version, [taken(version)])], {
    record: { put: record({ scope: `ada#create#${bookingId}` }) },
  });

describe('a file that became read-only', () => {
  it('answers store_unavailable to every write and goes on answering reads', async () => {
    const database = databaseFolder().open();
    const { repository, catalog, outbox, ping } = sqliteStore(database);
    await write({ repository }, whole('b-1', 1));
    database.exec('PRAGMA query_only = ON');

    expect((await repository.commit(whole('b-2', 2)))._unsafeUnwrapErr()).toEqual(DOWN);
    expect((await catalog.put(service(1)))._unsafeUnwrapErr()).toEqual(DOWN);
    expect((await outbox?.lease('relay', 0, 1_000, 10))?._unsafeUnwrapErr()).toEqual(DOWN);
    expect((await outbox?.delivered(['b-1:1']))?._unsafeUnwrapErr()).toEqual(DOWN);

    expect((await repository.get('b-1')).isOk()).toBe(true);
    expect((await ping()).isOk()).toBe(true);
    expect((await outbox?.parked(10))?.isOk()).toBe(true);
  });

  it('takes writes again once it may be written', async () => {
    const database = databaseFolder().open();
    const { repository } = sqliteStore(database);
    database.exec('PRAGMA query_only = ON');
    expect((await repository.commit(whole('b-1', 1))).isErr()).toBe(true);
    database.exec('PRAGMA query_only = OFF');
    expect((await repository.commit(whole('b-1', 1))).isOk()).toBe(true);
  });
});

describe('a disk that is full', () => {
  it('answers store_unavailable and keeps nothing of the change set', async () => {
    const folder = databaseFolder();
    const database = folder.open();
    const { repository } = sqliteStore(database);
    await write({ repository }, whole('b-1', 1));
    const before = rowsOf(database);
    const pages = Number(database.prepare('PRAGMA page_count').get()?.['page_count']);

    // This change set needs more than 12 pages, so the end of the disk comes at one step of the commit after another.
    for (let room = 0; room < 12; room += 1) {
      database.exec(`PRAGMA max_page_count = ${pages + room}`);
      const refused = await repository.commit(whole(`full-${room}`, 2, 'x'.repeat(30_000)));
      expect(refused._unsafeUnwrapErr()).toMatchObject({ kind: 'store_unavailable', cause: { errcode: 13 } });
      expect(rowsOf(database)).toEqual(before);
      expect(rowsOf(folder.open())).toEqual(before);
    }
    database.exec('PRAGMA max_page_count = 1000000');
    expect((await repository.commit(whole('b-2', 2))).isOk()).toBe(true);
  });

  it('fails all who share the transaction, and each may try again', async () => {
    const database = databaseFolder().open();
    const { repository } = sqliteStore(database);
    const pages = Number(database.prepare('PRAGMA page_count').get()?.['page_count']);
    database.exec(`PRAGMA max_page_count = ${pages + 2}`);
    const ids = ['a', 'b', 'c'];
    const commit = () =>
      Promise.all(
        ids.map((bookingId) => repository.commit(changeTo({ ...confirmed({ bookingId }), notes: 'x'.repeat(9_000) }))),
      );
    expect((await commit()).map((outcome) => outcome.isErr() && outcome.error.kind)).toEqual(
      ids.map(() => 'store_unavailable'),
    );
    database.exec('PRAGMA max_page_count = 1000000');
    expect((await commit()).every((outcome) => outcome.isOk())).toBe(true);
  });
});

describe('a lock that another process holds', () => {
  it('is waited for', async () => {
    const folder = databaseFolder();
    let tries = 0;
    const watched = watchedDatabase(folder.open(), (sql) => {
      if (sql.startsWith('BEGIN')) tries += 1;
    });
    const { repository } = sqliteStore(watched);
    const other = folder.open();
    other.exec('BEGIN IMMEDIATE');
    tries = 0;
    const commits = ['a', 'b', 'c'].map((bookingId) => repository.commit(changeTo(confirmed({ bookingId }))));
    for (let turn = 0; turn < 5; turn += 1) await nextTurn();
    expect(tries).toBeGreaterThan(0);
    // Reads do not queue behind the waiting writes.
    expect((await repository.get('a'))._unsafeUnwrap()).toBeUndefined();
    other.exec('COMMIT');
    for (const outcome of await Promise.all(commits)) expect(outcome.isOk()).toBe(true);
  });

  it('is store_unavailable in the end, and nothing was written', async () => {
    const folder = databaseFolder();
    const { repository } = sqliteStore(folder.open(), { maxWaitMs: 30 });
    const other = folder.open();
    other.exec('BEGIN IMMEDIATE');
    const commits = ['a', 'b'].map((bookingId) => repository.commit(changeTo(confirmed({ bookingId }))));
    for (const outcome of await Promise.all(commits)) {
      expect(outcome._unsafeUnwrapErr()).toMatchObject({ kind: 'store_unavailable', cause: { errcode: 5 } });
    }
    other.exec('COMMIT');
    expect((await repository.get('a'))._unsafeUnwrap()).toBeUndefined();
    expect((await repository.commit(changeTo(confirmed({ bookingId: 'a' })))).isOk()).toBe(true);
  });
});

describe('a database that was closed', () => {
  it('answers store_unavailable, also to what was waiting', async () => {
    const database = databaseFolder().open();
    const { repository, ping } = sqliteStore(database);
    const waiting = repository.commit(whole('b-1', 1));
    database.close();
    expect((await waiting)._unsafeUnwrapErr()).toEqual(DOWN);
    expect((await repository.get('b-1'))._unsafeUnwrapErr()).toEqual(DOWN);
    expect((await ping())._unsafeUnwrapErr()).toEqual(DOWN);
  });
});

describe('an exception that is not about the file', () => {
  it('stays one: the call rejects', async () => {
    const database = databaseFolder().open();
    const { repository } = sqliteStore(database);
    database.exec('DROP TABLE service_day');
    await expect(repository.load({ days: [{ serviceId: 's', day: '2126-05-02' }] })).rejects.toThrow('no such table');
    await expect(repository.commit(whole('b-1', 1))).rejects.toThrow('no such table');
    expect((await repository.get('b-1'))._unsafeUnwrap()).toBeUndefined();
  });
});
