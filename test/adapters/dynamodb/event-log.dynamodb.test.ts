import { afterEach, beforeEach, expect, it } from 'vitest';
import { dynamodbEventLog, dynamodbParking, dynamodbStore, type EventLog, type EventPage } from '../../../src/adapters/dynamodb/index.js';
import { adorned, confirmed, MINUTE, NOW } from '../../../src/entrypoints/testing/contract/samples.js';
import { changeTo, write } from '../../../src/entrypoints/testing/contract/write.js';
import type { Store } from '../../../src/ports/index.js';
import { behindItsBack } from './behind-its-back.js';
import { localTable, type LocalTable } from './local-table.js';

let table: LocalTable;
let store: Store;
let log: EventLog;
beforeEach(async () => {
  table = await localTable();
  const options = { tableName: table.tableName, maxWaitMs: 20_000, tryMs: 10_000 };
  store = dynamodbStore(table.client, options);
  log = dynamodbEventLog(table.client, options);
});
afterEach(() => table.drop());

async function pages(from: number, to: number): Promise<readonly EventPage[]> {
  const read: EventPage[] = [];
  let after: EventPage['next'];
  do {
    const page = (await log.occurred(from, to, after))._unsafeUnwrap();
    read.push(page);
    after = page.next;
  } while (after);
  return read;
}
const idsIn = (read: readonly EventPage[]): readonly string[] => read.flatMap(({ events }) => events.map(({ event }) => event.eventId));

it('has the events that occurred in a period, its begin included and its end not', async () => {
  // Version 1 at NOW, each next one a minute later.
  await write(store, ...[1, 2, 3, 4].map((version) => changeTo(confirmed({ version }))));
  expect(idsIn(await pages(NOW + MINUTE, NOW + 3 * MINUTE))).toEqual(['b-1:2', 'b-1:3']);
  expect(idsIn(await pages(0, NOW))).toEqual([]);
  const [first] = (await pages(0, NOW + 1))[0]?.events ?? [];
  expect(first).toEqual({ event: changeTo(confirmed()).event?.event, isPending: false });
});

it('tells which of them are parked', async () => {
  await write(store, ...[1, 2].map((version) => changeTo(confirmed({ version }))));
  (await dynamodbParking(table.client, { tableName: table.tableName }).failed('b-1:2', 'x', 1))._unsafeUnwrap();
  const read = await pages(0, NOW + 9 * MINUTE);
  expect(read.flatMap(({ events }) => events.map(({ isPending }) => isPending))).toEqual([false, true]);
});

it('of a table of many pages has every event, those of a booking ascending, whatever else lies there', async () => {
  const ids = Array.from({ length: 30 }, (_, n) => `b-${n}`);
  const notes = 'x'.repeat(40_000);
  for (const bookingId of ids) {
    await write(store, ...[1, 2, 3].map((version) => changeTo({ ...adorned({ bookingId, version }), notes })));
  }
  const read = await pages(0, NOW + 9 * MINUTE);
  expect(read.length).toBeGreaterThan(2);
  expect(idsIn(read).toSorted()).toEqual(ids.flatMap((id) => [1, 2, 3].map((version) => `${id}:${version}`)).toSorted());
  const events = read.flatMap((page) => page.events);
  for (const versions of Map.groupBy(events, ({ event }) => event.bookingId).values()) {
    expect(versions.map(({ event }) => event.bookingVersion)).toEqual([1, 2, 3]);
  }
});

it('goes on past an event that cannot be read, and names it', async () => {
  await write(store, ...[1, 2, 3].map((version) => changeTo(confirmed({ version }))));
  await behindItsBack(table).spoil({ pk: 'BOOKING#b-1', sk: 'EVENT#0000000002' }, { schema: 2 });
  const read = await pages(0, NOW + 9 * MINUTE);
  expect(idsIn(read)).toEqual(['b-1:1', 'b-1:3']);
  expect(read.flatMap(({ unread }) => unread)).toMatchObject([
    { cause: { message: expect.stringContaining('BOOKING#b-1 / EVENT#0000000002') } },
  ]);
});
