import { describe, expect, it } from 'vitest';
import { sqliteStore } from '../../../src/adapters/sqlite/index.js';
import { confirmed, day, NOW, record, taken } from '../../../src/entrypoints/testing/contract/samples.js';
import { changeTo, write } from '../../../src/entrypoints/testing/contract/write.js';
import { databaseFolder } from './database-folder.js';
import { watchedDatabase } from './watched-database.js';

describe('commits of one turn of the event loop', () => {
  it('are each whole or absent: a conflict undoes its own writes and nobody else’s', async () => {
    const database = databaseFolder().open();
    const { repository } = sqliteStore(database);
    await write({ repository }, changeTo(confirmed({ bookingId: 'before' }), [day(1, [taken(1)])]));

    const outcomes = await Promise.all([
      repository.commit(changeTo(confirmed({ bookingId: 'a' }))),
      // Its booking and event are written before the day is found to be taken.
      repository.commit(
        changeTo(confirmed({ bookingId: 'late' }), [day(1, [taken(1)])], { record: { put: record() } }),
      ),
      repository.commit(changeTo(confirmed({ bookingId: 'b' }), [day(2, [taken(2)])])),
    ]);

    expect(outcomes.map((outcome) => (outcome.isOk() ? 'ok' : outcome.error))).toEqual([
      'ok',
      { kind: 'conflict', on: ['day'], record: undefined },
      'ok',
    ]);
    const found = database.prepare('SELECT booking_id FROM booking ORDER BY booking_id').all();
    expect(found.map((row) => row['booking_id'])).toEqual(['a', 'b', 'before']);
    expect(database.prepare('SELECT count(*) AS n FROM event').get()).toEqual({ n: 3 });
    expect(database.prepare('SELECT count(*) AS n FROM idempotency_record').get()).toEqual({ n: 0 });
  });

  it('see each other in order: the second of two that want the same version loses', async () => {
    const { repository } = sqliteStore(databaseFolder().open());
    const [first, second] = await Promise.all([
      repository.commit(changeTo(confirmed({ bookingId: 'a' }), [day(1, [taken(1)])], { record: { put: record() } })),
      repository.commit(
        changeTo(confirmed({ bookingId: 'b' }), [day(1, [taken(1)])], {
          record: { put: record({ requestId: 'other' }) },
        }),
      ),
    ]);
    expect(first.isOk()).toBe(true);
    expect(second._unsafeUnwrapErr()).toEqual({ kind: 'conflict', on: ['day', 'record'], record: record() });
  });

  it('are not failed by one that has a bug', async () => {
    const { repository } = sqliteStore(databaseFolder().open());
    const cyclic: Record<string, string> = {};
    Object.assign(cyclic, { self: cyclic });
    const [before, bug, after] = await Promise.allSettled([
      repository.commit(changeTo(confirmed({ bookingId: 'a' }))),
      repository.commit({ days: [], booking: { ...confirmed({ bookingId: 'bug' }), metadata: cyclic }, decidedAt: NOW }),
      repository.commit(changeTo(confirmed({ bookingId: 'b' }))),
    ]);
    expect(bug).toMatchObject({ status: 'rejected', reason: expect.any(TypeError) });
    for (const outcome of [before, after]) {
      expect(outcome.status === 'fulfilled' && outcome.value.isOk()).toBe(true);
    }
    expect((await repository.get('bug'))._unsafeUnwrap()).toBeUndefined();
    expect((await repository.get('b'))._unsafeUnwrap()).toEqual(confirmed({ bookingId: 'b' }));
  });

  it('share one transaction, and so one wait for the disk', async () => {
    const database = databaseFolder().open();
    const begun: string[] = [];
    const watched = watchedDatabase(database, (sql) => {
      if (sql.startsWith('BEGIN')) begun.push(sql);
    });
    const { repository } = sqliteStore(watched);
    begun.length = 0;
    const ids = ['a', 'b', 'c', 'd'];
    await Promise.all(ids.map((bookingId) => repository.commit(changeTo(confirmed({ bookingId })))));
    expect(begun).toHaveLength(1);
    await write({ repository }, changeTo(confirmed({ bookingId: 'e' })));
    expect(begun).toHaveLength(2);
  });

  it('are answered however many they are', async () => {
    const { repository } = sqliteStore(databaseFolder().open());
    const ids = Array.from({ length: 200 }, (_, n) => `b-${n}`);
    const outcomes = await Promise.all(ids.map((bookingId) => repository.commit(changeTo(confirmed({ bookingId })))));
    expect(outcomes.every((outcome) => outcome.isOk())).toBe(true);
    const page = await repository.list({ order: 'asc', limit: 300 });
    expect(page._unsafeUnwrap().items).toHaveLength(200);
  });
});
