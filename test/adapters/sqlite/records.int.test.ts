import { DatabaseSync } from 'node:sqlite';
import { describe, expect, it } from 'vitest';
import { sqliteStore } from '../../../src/adapters/sqlite/index.js';
import { confirmed, HOUR, NOW, record } from '../../../src/entrypoints/testing/contract/samples.js';
import { changeTo, write } from '../../../src/entrypoints/testing/contract/write.js';

const DAY_MS = 24 * HOUR;

function storeInMemory() {
  const database = new DatabaseSync(':memory:');
  const store = sqliteStore(database);
  const count = database.prepare('SELECT count(*) AS stored FROM idempotency_record');
  const scopes = database.prepare('SELECT scope FROM idempotency_record ORDER BY rowid');
  return {
    store,
    stored: () => Number(count.get()?.['stored']),
    scopes: () => scopes.all().map((row) => String(row['scope'])),
  };
}
type Store = ReturnType<typeof storeInMemory>['store'];

const answerAt = (decidedAt: number, name: string) => ({
  record: { put: record({ scope: `ada#create#${name}`, expiresAt: decidedAt + DAY_MS }) },
  decidedAt,
});
const refuse = async (store: Store, name: string, decidedAt: number) =>
  write(store, { days: [], ...answerAt(decidedAt, name) });

/** So many refusals at `decidedAt`, each with a record that lives for a day. */
async function refusing(store: Store, name: string, decidedAt: number, count: number) {
  for (let n = 0; n < count; n += 1) await refuse(store, `${name}-${n}`, decidedAt);
}

describe('idempotency records', () => {
  it('are deleted in time when they expired more than a day before what is committed was decided', async () => {
    const { store, scopes } = storeInMemory();
    await refusing(store, 'old', NOW, 100);
    await refusing(store, 'new', NOW + 2 * DAY_MS + 1, 100);
    const left = scopes();
    expect(left.filter((scope) => scope.includes('old'))).toEqual([]);
    expect(left).toHaveLength(100);
  });

  it('stay while a clock that is a day behind could take them for live', async () => {
    const { store, stored } = storeInMemory();
    await refusing(store, 'old', NOW, 100);
    await refusing(store, 'new', NOW + 2 * DAY_MS, 100);
    expect(stored()).toBe(200);
  });

  it('are as many as two days make, however long a store runs that refuses five callers for each it serves', async () => {
    const { store, stored } = storeInMemory();
    const PER_HOUR = 6;
    let most = 0;
    for (let hour = 0; hour < 20 * 24; hour += 1) {
      const decidedAt = NOW + hour * HOUR;
      await write(store, changeTo(confirmed({ bookingId: `b-${hour}` }), [], answerAt(decidedAt, `served-${hour}`)));
      await refusing(store, `refused-${hour}`, decidedAt, PER_HOUR - 1);
      most = Math.max(most, stored());
    }
    expect(most).toBeGreaterThanOrEqual(2 * 24 * PER_HOUR);
    expect(most).toBeLessThanOrEqual(2 * 24 * PER_HOUR + 64 + PER_HOUR);
  });

  it('are fewer after every hundred new ones while there is a backlog', async () => {
    const { store, stored } = storeInMemory();
    await refusing(store, 'old', NOW, 1_000);
    const left = [stored()];
    for (let round = 1; round <= 5; round += 1) {
      await refusing(store, `new-${round}`, NOW + 10 * DAY_MS, 100);
      left.push(stored());
    }
    expect(left).toEqual(left.toSorted((a, b) => b - a));
    expect(new Set(left).size).toBe(left.length);
  });

  it('are deleted by processes too that end before they have written many', async () => {
    const database = new DatabaseSync(':memory:');
    await refusing(sqliteStore(database), 'old', NOW, 10);
    await refuse(sqliteStore(database), 'new', NOW + 10 * DAY_MS);
    expect(database.prepare('SELECT scope FROM idempotency_record').all()).toEqual([{ scope: 'ada#create#new' }]);
  });

  it('repeat an answer byte for byte, order of keys included', async () => {
    const { store } = storeInMemory();
    const put = record({
      answer: { refusal: { unitsLeft: 0, kind: 'slot_unavailable', endsAt: 'b', dateTime: 'a', serviceId: 'chair' } },
    });
    await write(store, { days: [], record: { put }, decidedAt: NOW });
    const loaded = (await store.repository.load({ record: put.scope, days: [] }))._unsafeUnwrap();
    expect(JSON.stringify(loaded.record?.answer)).toBe(JSON.stringify(put.answer));
  });
});
