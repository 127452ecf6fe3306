import { DatabaseSync } from 'node:sqlite';
import { describe, expect, it } from 'vitest';
import { sqliteStore } from '../../../src/adapters/sqlite/index.js';
import { confirmed, HOUR, record } from '../../../src/entrypoints/testing/contract/samples.js';
import { changeTo, write } from '../../../src/entrypoints/testing/contract/write.js';

const DAY_MS = 24 * HOUR;

/** Commits `count` bookings made at `at`, each with a record that lives for a day. */
async function committing(store: ReturnType<typeof sqliteStore>, name: string, at: number, count: number) {
  for (let n = 0; n < count; n += 1) {
    const scope = `ada#create#${name}-${n}`;
    const booking = { ...confirmed({ bookingId: `${name}-${n}` }), updatedAt: at };
    await write(store, changeTo(booking, [], { record: { put: record({ scope, expiresAt: at + DAY_MS }) } }));
  }
}
const recordsIn = (database: DatabaseSync) =>
  database.prepare('SELECT scope FROM idempotency_record ORDER BY rowid').all().map((row) => String(row['scope']));

describe('idempotency records', () => {
  const start = Date.parse('2126-05-01T08:00:00Z');

  it('are deleted in time when they expired more than a day ago by the changes that are committed', async () => {
    const database = new DatabaseSync(':memory:');
    const store = sqliteStore(database);
    await committing(store, 'old', start, 100);
    await committing(store, 'new', start + 2 * DAY_MS + 1, 100);
    const left = recordsIn(database);
    expect(left.filter((scope) => scope.includes('old'))).toEqual([]);
    expect(left).toHaveLength(100);
  });

  it('stay while a clock that is a day behind could take them for live', async () => {
    const database = new DatabaseSync(':memory:');
    const store = sqliteStore(database);
    await committing(store, 'old', start, 100);
    await committing(store, 'new', start + 2 * DAY_MS, 100);
    expect(recordsIn(database)).toHaveLength(200);
  });

  it('repeat an answer byte for byte, order of keys included', async () => {
    const store = sqliteStore(new DatabaseSync(':memory:'));
    const put = record({
      answer: { refusal: { unitsLeft: 0, kind: 'slot_unavailable', endsAt: 'b', dateTime: 'a', serviceId: 'chair' } },
    });
    await write(store, { days: [], record: { put } });
    const loaded = (await store.repository.load({ record: put.scope, days: [] }))._unsafeUnwrap();
    expect(JSON.stringify(loaded.record?.answer)).toBe(JSON.stringify(put.answer));
  });
});
