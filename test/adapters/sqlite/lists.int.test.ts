import { DatabaseSync } from 'node:sqlite';
import { describe, expect, it } from 'vitest';
import { sqliteStore } from '../../../src/adapters/sqlite/index.js';
import { confirmed, HOUR, held, NOW, SLOT } from '../../../src/entrypoints/testing/contract/samples.js';
import { changeTo } from '../../../src/entrypoints/testing/contract/write.js';
import type { BookingQuery } from '../../../src/ports/index.js';
import { watchedDatabase } from './watched-database.js';

const openStore = () => sqliteStore(new DatabaseSync(':memory:'));

/** Every statement on bookings that the store runs for a list of each kind, with SQLite's plan for it. */
async function plans() {
  const database = new DatabaseSync(':memory:');
  const selects = new Set<string>();
  const { repository } = sqliteStore(watchedDatabase(database, (sql) => selects.add(sql)));
  selects.clear();
  for (const whose of [{ userId: 'ada' }, { serviceId: 'chair' }, {}]) {
    for (const order of ['asc', 'desc'] as const) {
      expect((await repository.list({ ...whose, order, limit: 20, from: NOW, to: SLOT })).isOk()).toBe(true);
    }
  }
  expect((await repository.listLapsedHolds(NOW, 20)).isOk()).toBe(true);
  const planOf = (sql: string) => database.prepare(`EXPLAIN QUERY PLAN ${sql}`).all();
  return [...selects].map((sql) => planOf(sql).map((row) => String(row['detail'])));
}

async function withBookings(count: number) {
  const store = openStore();
  const bookings = Array.from({ length: count }, (_, n) => {
    const place = { bookingId: `b-${String(n).padStart(5, '0')}`, userId: 'ada', startsAt: SLOT + n * HOUR };
    return n === count - 1 ? held(place) : confirmed(place);
  });
  await Promise.all(bookings.map((booking) => store.repository.commit(changeTo(booking))));
  const list = async (query: Partial<BookingQuery>) =>
    (await store.repository.list({ order: 'asc', limit: 20, ...query }))._unsafeUnwrap();
  return { bookings, list };
}

describe('every list', () => {
  it('is one search of the index that was made for it and has its order', async () => {
    const indexes = (await plans()).map((plan) => plan.map((step) => step.replace(/ \(.*/, '')));
    expect(indexes).toEqual(
      ['by_user', 'by_user', 'by_service', 'by_service', 'by_start', 'by_start', 'held'].map((index) => [
        `SEARCH booking USING INDEX booking_${index}`,
      ]),
    );
  });
});

describe('a list that is filtered by what no index knows', () => {
  it('looks at so many bookings for one page, and says where it stopped', async () => {
    const { bookings, list } = await withBookings(2_200);
    const pages = [await list({ status: 'held', limit: 5 })];
    for (let page = pages[0]; page?.next; ) {
      page = await list({ status: 'held', limit: 5, after: page.next });
      pages.push(page);
    }
    expect(pages.map(({ items }) => items.length)).toEqual([0, 0, 1]);
    expect(pages[2]?.items).toEqual(bookings.slice(-1));
  });

  it('is bounded too when it leaves out what has ended', async () => {
    const { bookings, list } = await withBookings(1_150);
    const filter = { userId: 'ada', endsAfter: SLOT + 1_149 * HOUR, limit: 5 };
    const first = await list(filter);
    expect(first.items).toEqual([]);
    const second = await list({ ...filter, after: first.next });
    expect(second).toEqual({ items: bookings.slice(-1), next: undefined });
  });

  it.each(['asc', 'desc'] as const)('finds every match exactly once over its pages, %s', async (order) => {
    const { bookings, list } = await withBookings(1_150);
    const found: string[] = [];
    let page = await list({ order, userId: 'ada', serviceId: 'chair', status: 'confirmed', limit: 90 });
    for (;;) {
      found.push(...page.items.map(({ bookingId }) => bookingId));
      if (!page.next) break;
      page = await list({ order, userId: 'ada', serviceId: 'chair', status: 'confirmed', limit: 90, after: page.next });
    }
    const expected = bookings.filter(({ status }) => status === 'confirmed').map(({ bookingId }) => bookingId);
    expect(found).toEqual(order === 'asc' ? expected : expected.toReversed());
  });
});

describe('a list without such a filter', () => {
  it('ends with its last full page', async () => {
    const { list } = await withBookings(40);
    const first = await list({ userId: 'ada' });
    const second = await list({ userId: 'ada', after: first.next });
    expect([first.items.length, second.items.length, second.next]).toEqual([20, 20, undefined]);
  });

  it('does not go back before `from` for a cursor that lies before it', async () => {
    const { bookings, list } = await withBookings(10);
    const after = { startsAt: SLOT - HOUR, bookingId: 'b-0' };
    const page = await list({ from: SLOT + 5 * HOUR, after });
    expect(page.items).toEqual(bookings.slice(5));
    const beyond = { startsAt: SLOT + 90 * HOUR, bookingId: 'z' };
    const down = await list({ order: 'desc', to: SLOT + 5 * HOUR, after: beyond });
    expect(down.items).toEqual(bookings.slice(0, 5).toReversed());
  });
});

describe('lapsed holds', () => {
  it('come by expiry and then by id, page by page', async () => {
    const store = openStore();
    const holds = ['c', 'a', 'd', 'b'].map((bookingId, n) =>
      held({ bookingId, startsAt: SLOT + n * HOUR, holdExpiresAt: NOW + Math.floor(n / 2) }),
    );
    for (const hold of holds) expect((await store.repository.commit(changeTo(hold))).isOk()).toBe(true);
    const page = async (cursor?: string) =>
      (await store.repository.listLapsedHolds(NOW + 1, 3, cursor))._unsafeUnwrap();
    const first = await page();
    expect(first.items.map(({ bookingId }) => bookingId)).toEqual(['a', 'c', 'b']);
    const second = await page(first.next);
    expect(second).toEqual({ items: [holds[2]], next: undefined });
  });
});
