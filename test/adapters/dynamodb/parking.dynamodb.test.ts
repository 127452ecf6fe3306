import { DeleteItemCommand } from '@aws-sdk/client-dynamodb';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { dynamodbParking, dynamodbStore } from '../../../src/adapters/dynamodb/index.js';
import { parkedPages } from '../../../src/domain/use-cases/background/parked.js';
import { confirmed, NOW } from '../../../src/entrypoints/testing/contract/samples.js';
import { changeTo, write } from '../../../src/entrypoints/testing/contract/write.js';
import type { Outbox, Parking, Store } from '../../../src/ports/index.js';
import { behindItsBack } from './behind-its-back.js';
import { injectFaults } from './faults/injector.js';
import { localTable, type LocalTable } from './local-table.js';

let table: LocalTable;
let parking: Parking;
/** A server's or a command's view of the same table. */
let outbox: Outbox;
beforeEach(async () => {
  table = await localTable();
  const options = { tableName: table.tableName, maxWaitMs: 20_000, tryMs: 10_000 };
  parking = dynamodbParking(table.client, options);
  const polled = dynamodbStore(table.client, { ...options, relay: 'poll' });
  if (!polled.outbox) throw new Error('no outbox');
  outbox = polled.outbox;
  const store: Store = dynamodbStore(table.client, options);
  for (const bookingId of ['b-1', 'b-2']) {
    await write(store, ...[1, 2].map((version) => changeTo(confirmed({ bookingId, version }))));
  }
});
afterEach(() => table.drop());

const failed = async (eventId: string, most = 3, error = 'line busy') => (await parking.failed(eventId, error, most))._unsafeUnwrap();
const parked = async () =>
  (await outbox.parked(10))._unsafeUnwrap().items.map(({ event, attempts, lastError }) => [event.eventId, attempts, lastError]);

const unread = async () => (await outbox.parked(10))._unsafeUnwrap().unread;

it('the most-th failure parks an event, where the outbox shows it; the ones before do not', async () => {
  expect([await failed('b-1:1'), await failed('b-1:1', 3, 'still busy')]).toEqual([false, false]);
  expect(await parked()).toEqual([]);
  expect(await failed('b-1:1', 3, 'gave up')).toBe(true);
  expect(await parked()).toEqual([['b-1:1', 3, 'gave up']]);
});

it('the failures of each event count for themselves, and the oldest event is listed first, whichever was parked first', async () => {
  for (const eventId of ['b-2:1', 'b-1:1', 'b-1:2']) expect(await failed(eventId, 2)).toBe(false);
  for (const eventId of ['b-1:2', 'b-2:1']) expect(await failed(eventId, 2)).toBe(true);
  expect((await parked()).map(([eventId]) => eventId)).toEqual(['b-2:1', 'b-1:2']);
});

it('one that never will get through is parked at its first failure', async () => {
  expect(await failed('b-1:1', 1)).toBe(true);
  expect((await parked()).map(([eventId]) => eventId)).toEqual(['b-1:1']);
});

it('to fail again, parked, changes nothing but the count: it stays parked, in its place', async () => {
  for (const eventId of ['b-1:1', 'b-2:1']) expect(await failed(eventId, 1)).toBe(true);
  expect(await failed('b-1:1', 1, 'again')).toBe(true);
  expect(await parked()).toEqual([
    ['b-1:1', 2, 'again'],
    ['b-2:1', 1, 'line busy'],
  ]);
});

it('two functions that fail with the same event at the same time park it once', async () => {
  const told = await Promise.all(Array.from({ length: 6 }, () => failed('b-1:1', 6)));
  expect(told.filter(Boolean)).toHaveLength(1);
  expect(await parked()).toEqual([['b-1:1', 6, 'line busy']]);
});

it('whoever was stopped between counting and parking parks it at the next failure', async () => {
  await behindItsBack(table).spoil({ pk: 'BOOKING#b-1', sk: 'EVENT#0000000001' }, { attempts: 3, lastError: 'x' });
  expect(await parked()).toEqual([]);
  expect(await failed('b-1:1')).toBe(true);
  expect((await parked()).map(([eventId]) => eventId)).toEqual(['b-1:1']);
});

it('a count whose answer got lost may count twice, and parking again after a lost answer changes nothing', async () => {
  const injector = injectFaults(table.client);
  injector.choose(({ operation, nth }) => (operation === 'UpdateItem' && nth % 2 === 0 ? 'acknowledgementLost' : undefined));
  expect(await failed('b-1:1')).toBe(false);
  expect(await failed('b-1:1')).toBe(true);
  expect(injector.requests).toEqual({ UpdateItem: 6 });
  injector.calm();
  expect(await parked()).toEqual([['b-1:1', 4, 'line busy']]);
});

it('of a booking, several that cannot be read are listed each once, on whatever page', async () => {
  for (const sk of ['EVENT#0000000001', 'EVENT#0000000002']) await behindItsBack(table).spoil({ pk: 'BOOKING#b-1', sk }, { event: '{' });
  for (const eventId of ['b-1:1', 'b-1:2', 'b-2:1']) expect(await failed(eventId, 1)).toBe(true);
  const seen: string[] = [];
  for await (const page of parkedPages(outbox, 1)) {
    const { items, unread: bad } = page._unsafeUnwrap();
    seen.push(...items.map(({ event }) => event.eventId), ...bad.map(({ cause }) => String(cause).replace(/.*(EVENT#\d+).*/, '$1')));
  }
  expect([seen.slice(0, 2).toSorted(), seen[2], seen.length]).toEqual([['EVENT#0000000001', 'EVENT#0000000002'], 'b-2:1', 3]);
});

it('one that cannot be read is parked as well, hides no other, and is not hidden by one', async () => {
  await behindItsBack(table).spoil({ pk: 'BOOKING#b-1', sk: 'EVENT#0000000001' }, { event: '{' });
  for (const eventId of ['b-1:1', 'b-2:1']) expect(await failed(eventId, 1)).toBe(true);
  expect((await parked()).map(([eventId]) => eventId)).toEqual(['b-2:1']);
  expect(await unread()).toMatchObject([{ cause: { code: 'UNREADABLE_ITEM' } }]);
});

describe('an event that was parked', () => {
  beforeEach(async () => void (await failed('b-1:1', 1)));

  it('is due again when it is told to be, with its attempts at 0, and is delivered as any other', async () => {
    expect((await outbox.unpark('b-1:1'))._unsafeUnwrap()).toBe(true);
    const leased = (await outbox.lease('relay', NOW, 60_000, 10))._unsafeUnwrap();
    expect(leased.map(({ event, attempts }) => [event.eventId, attempts])).toEqual([['b-1:1', 0]]);
    (await outbox.delivered(['b-1:1']))._unsafeUnwrap();
    expect([await parked(), (await outbox.lease('relay', NOW, 60_000, 10))._unsafeUnwrap()]).toEqual([[], []]);
  });

  it('is gone from there when it is delivered, and begins anew when it fails later', async () => {
    (await outbox.delivered(['b-1:1']))._unsafeUnwrap();
    expect(await parked()).toEqual([]);
    expect(await failed('b-1:1', 2)).toBe(false);
  });

  it('and cannot be read hides no other, and is not hidden by one', async () => {
    await failed('b-2:2', 1);
    await behindItsBack(table).spoil({ pk: 'BOOKING#b-1', sk: 'EVENT#0000000001' }, { schema: 2 });
    expect((await parked()).map(([eventId]) => eventId)).toEqual(['b-2:2']);
    expect(await unread()).toMatchObject([{ cause: { code: 'UNREADABLE_ITEM' } }]);
  });
});

it.each(['b-9:1', 'b-1:9', 'b-1:0', 'no event id', ''])('an event that is not stored (%j) is not made, and said to be missing', async (eventId) => {
  expect((await parking.failed(eventId, 'x', 1))._unsafeUnwrapErr()).toEqual({ kind: 'not_found' });
  expect(await parked()).toEqual([]);
});

it('an event that was deleted meanwhile is not made either', async () => {
  const Key = { pk: { S: 'BOOKING#b-1' }, sk: { S: 'EVENT#0000000001' } };
  await table.client.send(new DeleteItemCommand({ TableName: table.tableName, Key }));
  expect((await parking.failed('b-1:1', 'x', 1))._unsafeUnwrapErr()).toEqual({ kind: 'not_found' });
});

it('nor is one that is deleted between its count and its parking', async () => {
  const Key = { pk: { S: 'BOOKING#b-1' }, sk: { S: 'EVENT#0000000001' } };
  let isCounted = false;
  table.client.middlewareStack.add(
    (next) => async (args) => {
      const answer = await next(args);
      if (isCounted) return answer;
      isCounted = true;
      await table.client.send(new DeleteItemCommand({ TableName: table.tableName, Key }));
      return answer;
    },
    { step: 'initialize' },
  );
  expect((await parking.failed('b-1:1', 'x', 1))._unsafeUnwrapErr()).toEqual({ kind: 'not_found' });
});

it('a table that is not there is no event that is not there', async () => {
  const elsewhere = dynamodbParking(table.client, { tableName: 'nobody-made-me' });
  expect((await elsewhere.failed('b-1:1', 'x', 1))._unsafeUnwrapErr().kind).toBe('store_unavailable');
});

it('an error of any length is kept as far as an item has room for it', async () => {
  expect(await failed('b-1:1', 1, 'x'.repeat(500_000))).toBe(true);
  expect((await parked())[0]?.[2]).toBe('x'.repeat(2_000));
});

it('is not made without a table or a client', () => {
  expect(() => dynamodbParking(table.client, { tableName: '' })).toThrow(TypeError);
  expect(() => dynamodbParking(JSON.parse('{}'), { tableName: 'bookings' })).toThrow(/^dynamodbParking needs a DynamoDBClient$/);
});
