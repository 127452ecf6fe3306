import { fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { sqliteFeedTokens, sqliteStore } from 'holdfast/adapters/sqlite';
import { expect, it } from 'vitest';
import { messageOf } from '../child-processes.js';
import { databaseFolder } from './database-folder.js';

const feed = { of: { userId: 'ada' }, actor: { subject: 'ada', roles: ['user'] } } as const;
const child = fileURLToPath(new URL('feed-child.ts', import.meta.url));

it('what is put survives the process, and what is removed stays removed', async () => {
  const folder = databaseFolder();
  const first = folder.open();
  const store = sqliteStore(first);
  const kept = sqliteFeedTokens(first);
  (await kept.put('one', feed))._unsafeUnwrap();
  (await kept.put('two', feed))._unsafeUnwrap();
  (await kept.remove('two'))._unsafeUnwrap();
  await store.close();
  const again = sqliteFeedTokens(folder.open());
  expect((await again.find('one'))._unsafeUnwrap()).toEqual(feed);
  expect((await again.find('two'))._unsafeUnwrap()).toBeUndefined();
});

it('several processes open a new file at the same time, and each finds what all of them put', async () => {
  const { file, open } = databaseFolder();
  const children = ['a', 'b', 'c'].map((name) => fork(child, [file, name]));
  await Promise.all(children.map(messageOf));
  const feedTokens = sqliteFeedTokens(open());
  for (const name of ['a', 'b', 'c'])
    for (const n of [0, 9]) expect((await feedTokens.find(`${name}-${n}`))._unsafeUnwrap(), `${name}-${n}`).toEqual(feed);
});

it('a file of a release without calendars gets their table, and keeps all else', () => {
  const folder = databaseFolder();
  const database = folder.open();
  sqliteStore(database);
  const tables = () => database.prepare('SELECT name FROM sqlite_schema WHERE sql IS NOT NULL ORDER BY name').all().map(({ name }) => name);
  const before = tables();
  sqliteFeedTokens(folder.open());
  expect(tables()).toEqual([...before, 'calendar_feed'].sort());
  expect(() => sqliteStore(folder.open())).not.toThrow();
});

it('a closed database has no answer, and one of another program is refused', async () => {
  const folder = databaseFolder();
  const database = folder.open();
  const feedTokens = sqliteFeedTokens(database);
  database.close();
  expect((await feedTokens.find('one'))._unsafeUnwrapErr().kind).toBe('store_unavailable');
  expect((await feedTokens.put('one', feed))._unsafeUnwrapErr().kind).toBe('store_unavailable');

  const other = databaseFolder().open();
  other.exec('CREATE TABLE invoice (id INTEGER)');
  expect(() => sqliteFeedTokens(other)).toThrow('Calendar feeds on SQLite cannot use this database: it belongs to another program');
});
