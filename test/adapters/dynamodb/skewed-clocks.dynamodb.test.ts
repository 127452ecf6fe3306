import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { dynamodbStore } from '../../../src/adapters/dynamodb/index.js';
import { ok } from '../../../src/domain/result.js';
import { confirmed, NOW } from '../../../src/entrypoints/testing/contract/samples.js';
import { changeTo, write } from '../../../src/entrypoints/testing/contract/write.js';
import { createBookings } from '../../../src/index.js';
import type { Notifier, Store } from '../../../src/ports/index.js';
import { localTable, type LocalTable } from './local-table.js';

let table: LocalTable;
beforeEach(async () => {
  table = await localTable();
});
afterEach(() => table.drop());

const open = (): Store =>
  dynamodbStore(table.client, { tableName: table.tableName, relay: 'poll', maxWaitMs: 20_000, tryMs: 10_000 });

/** Work on a machine whose clock is that much ahead of ours. */
async function ahead<T>(ms: number, work: () => Promise<T>): Promise<T> {
  vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + ms });
  try {
    return await work();
  } finally {
    vi.useRealTimers();
  }
}

/** More than a relay leases at once. */
const BOOKINGS = 60;

it('every event is delivered, along a booking in order, wherever its clock said it was committed', async () => {
  const told: string[] = [];
  const notifier: Notifier = {
    notify: async ({ eventId }) => {
      told.push(eventId);
      return ok(undefined);
    },
  };
  const [one, other] = [createBookings({ store: open() }), createBookings({ store: open(), notifier })];
  const dateTime = new Date(Date.now() + 86_400_000);
  const services = Array.from({ length: BOOKINGS }, (_, n) => `chair-${n}`);
  const held = await ahead(60_000, () =>
    Promise.all(services.map((serviceId) => one.create({ userId: 'ada', serviceId, dateTime, hold: true }))),
  );
  const ids = held.map((answer) => answer._unsafeUnwrap().booking.bookingId);
  const confirmations = await Promise.all(ids.map((bookingId) => other.confirm({ bookingId })));
  expect(confirmations.filter((answer) => answer.isErr())).toEqual([]);

  expect(await other.background.runOnce()).toMatchObject({ delivered: 2 * BOOKINGS });
  for (const id of ids) expect(told.filter((eventId) => eventId.startsWith(id))).toEqual([`${id}:1`, `${id}:2`]);
});

it('the order is that in which the events occurred, not that of the commits', async () => {
  const { outbox, ...store } = open();
  const change = (bookingId: string, version: number, updatedAt: number) =>
    changeTo({ ...confirmed({ bookingId, version }), updatedAt });
  await write(store, change('late', 1, NOW + 9), change('b', 1, NOW + 5), change('a', 1, NOW + 5), change('b', 2, NOW + 5));
  const leased = (await outbox?.lease('relay', NOW, 60_000, 10))?._unsafeUnwrap() ?? [];
  expect(leased.map(({ event }) => event.eventId)).toEqual(['a:1', 'b:1', 'b:2', 'late:1']);
});

it('an index in which a booking runs backwards is answered forwards all the same', async () => {
  const { outbox, ...store } = open();
  const change = (version: number, updatedAt: number) => changeTo({ ...confirmed({ version }), updatedAt });
  await write(store, change(1, NOW + 3), change(2, NOW + 2), change(3, NOW + 1));
  const leased = (await outbox?.lease('relay', NOW, 60_000, 10))?._unsafeUnwrap() ?? [];
  expect(leased.map(({ event }) => event.bookingVersion)).toEqual([1, 2, 3]);
});
