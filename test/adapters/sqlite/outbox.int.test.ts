import type { DatabaseSync } from 'node:sqlite';
import { describe, expect, it } from 'vitest';
import { sqliteStore } from '../../../src/adapters/sqlite/index.js';
import { cancelled, confirmed } from '../../../src/entrypoints/testing/contract/samples.js';
import { changeTo, write } from '../../../src/entrypoints/testing/contract/write.js';
import { databaseFolder } from './database-folder.js';

const LEASE_MS = 1_000;

/** A relay of that name on a connection of its own, whose every call must succeed. */
function relayOn(database: DatabaseSync, name: string) {
  const { outbox, ...store } = sqliteStore(database);
  if (outbox === undefined) throw new Error('the SQLite store has an outbox');
  return {
    ...store,
    lease: async (now: number, limit = 10): Promise<readonly string[]> =>
      (await outbox.lease(name, now, LEASE_MS, limit))._unsafeUnwrap().map(({ event }) => event.eventId),
    delivered: async (...eventIds: readonly string[]) => (await outbox.delivered(eventIds))._unsafeUnwrap(),
    failed: async (eventId: string, error: string, retryAt: number | 'park') =>
      (await outbox.failed(name, eventId, error, retryAt))._unsafeUnwrap(),
    parked: async () => (await outbox.parked(10))._unsafeUnwrap().items,
  };
}
function twoRelays() {
  const folder = databaseFolder();
  return { one: relayOn(folder.open(), 'one'), two: relayOn(folder.open(), 'two'), folder };
}
const created = (bookingId: string) => changeTo(confirmed({ bookingId }));
const cancelledLater = (bookingId: string) => changeTo(cancelled({ bookingId, version: 2 }));

describe('two relays on one file', () => {
  it('share the events: what one has leased the other does not get until the lease ends', async () => {
    const { one, two } = twoRelays();
    await write(one, created('a'), created('b'), created('c'));
    expect(await one.lease(0, 2)).toEqual(['a:1', 'b:1']);
    expect(await two.lease(0)).toEqual(['c:1']);
    expect(await two.lease(LEASE_MS - 1)).toEqual(['c:1']);
    expect(await two.lease(LEASE_MS)).toEqual(['a:1', 'b:1', 'c:1']);
  });

  it('get events committed through either connection in the order of the commits', async () => {
    const { one, two } = twoRelays();
    await write(one, created('a'));
    await write(two, created('b'));
    await write(one, cancelledLater('b'));
    await write(two, cancelledLater('a'));
    expect(await two.lease(0)).toEqual(['a:1', 'b:1', 'b:2', 'a:2']);
  });

  it('never work on one booking at the same time', async () => {
    const { one, two } = twoRelays();
    await write(one, created('a'), cancelledLater('a'), created('b'));
    expect(await one.lease(0, 1)).toEqual(['a:1']);
    expect(await two.lease(0)).toEqual(['b:1']);
  });

  it('get an event once each when both ask at once', async () => {
    const { one, two } = twoRelays();
    const ids = Array.from({ length: 40 }, (_, n) => `b-${n}`);
    await write(one, ...ids.map(created));
    const asked = Array.from({ length: 4 }, () => [one.lease(0, 5), two.lease(0, 5)] as const);
    const byOne = (await Promise.all(asked.map(([first]) => first))).flat();
    const byTwo = (await Promise.all(asked.map(([, second]) => second))).flat();
    expect(byOne.length * byTwo.length).toBeGreaterThan(0);
    expect(byOne.filter((eventId) => byTwo.includes(eventId))).toEqual([]);
  });

  it('cannot end each other’s leases: a late failure counts for nothing', async () => {
    const { one, two } = twoRelays();
    await write(one, created('a'));
    await one.lease(0);
    expect(await two.lease(LEASE_MS)).toEqual(['a:1']);
    await one.failed('a:1', 'too late', 'park');
    expect(await two.parked()).toEqual([]);
    expect(await one.lease(LEASE_MS + 1)).toEqual([]);
    await two.failed('a:1', 'in time', 'park');
    expect(await one.parked()).toMatchObject([{ attempts: 1, lastError: 'in time' }]);
  });

  it('may both report a delivery: what is delivered stays delivered, also after its lease', async () => {
    const { one, two } = twoRelays();
    await write(one, created('a'));
    await one.lease(0);
    await two.lease(LEASE_MS);
    await one.delivered('a:1');
    await two.failed('a:1', 'busy', 0);
    expect(await two.lease(3 * LEASE_MS)).toEqual([]);
  });
});

describe('an event of a booking that waits for an earlier one', () => {
  it('does not stand in the way of other bookings, however small the limit', async () => {
    const { one } = twoRelays();
    await write(one, created('a'), cancelledLater('a'), created('b'));
    await one.lease(0, 1);
    await one.failed('a:1', 'busy', 500);
    expect(await one.lease(0, 1)).toEqual(['b:1']);
    await one.delivered('b:1');
    expect(await one.lease(499)).toEqual([]);
    expect(await one.lease(500)).toEqual(['a:1', 'a:2']);
  });
});

describe('events that no relay has seen', () => {
  it('can be reported as delivered, and are never leased then', async () => {
    const { one } = twoRelays();
    await write(one, created('a'), created('b'));
    await one.delivered('b:1');
    expect(await one.lease(0)).toEqual(['a:1']);
  });

  it('are all leased in the end, though there are more than one transaction takes up', async () => {
    const { one } = twoRelays();
    const ids = Array.from({ length: 2_500 }, (_, n) => `b-${n}`);
    await Promise.all(ids.map((bookingId) => one.repository.commit(created(bookingId))));
    expect(await one.lease(0, 5_000)).toHaveLength(2_500);
  });
});

describe('a store without work for a relay', () => {
  it('is asked without taking the write lock', async () => {
    const { one, folder } = twoRelays();
    await write(one, created('a'));
    await one.lease(0);
    await one.delivered('a:1');
    const other = folder.open();
    other.exec('BEGIN IMMEDIATE');
    expect(await one.lease(0)).toEqual([]);
    other.exec('COMMIT');
  });

  it('keeps nothing of what was delivered', async () => {
    const { one, folder } = twoRelays();
    await write(one, created('a'), created('b'));
    await one.delivered(...(await one.lease(0)));
    expect(folder.open().prepare('SELECT * FROM outbox').all()).toEqual([]);
  });
});

describe('a delivery that is reported again', () => {
  it('leaves what is new where it is: nothing is taken up on its account', async () => {
    const { one, folder } = twoRelays();
    await write(one, created('a'));
    await one.lease(0);
    await one.delivered('a:1');
    await write(one, created('b'), created('c'));

    await one.delivered('a:1', 'nobody:1');

    expect(folder.open().prepare('SELECT count(*) AS rows FROM outbox').get()).toEqual({ rows: 0 });
    expect(await one.lease(0)).toEqual(['b:1', 'c:1']);
  });
});
