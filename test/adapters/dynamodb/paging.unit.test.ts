import { describe, expect, it } from 'vitest';
import type { Attributes } from '../../../src/adapters/dynamodb/attributes.js';
import { dynamodbStore } from '../../../src/adapters/dynamodb/index.js';
import { toBookingItem, toDayItem, toEventItem, toServiceItem } from '../../../src/adapters/dynamodb/items.js';
import { placeOf } from '../../../src/adapters/dynamodb/places.js';
import { shardOf } from '../../../src/adapters/dynamodb/shards.js';
import {
  confirmed,
  DAY,
  day,
  HOUR,
  SERVICE,
  service,
  SLOT,
  stored,
} from '../../../src/entrypoints/testing/contract/samples.js';
import type { BookingState } from '../../../src/domain/booking/state.js';
import type { BookingQuery, Store } from '../../../src/ports/index.js';
import { type Answering, answeringClient } from './faults/answering-client.js';
import { answer, type WireRequest } from './faults/wire.js';

const rawOf = (value: unknown): object => (typeof value === 'number' ? { N: String(value) } : { S: value });
const toRaw = (item: Attributes): object =>
  Object.fromEntries(Object.entries(item).map(([name, value]) => [name, rawOf(value)]));
const page = (items: readonly Attributes[], last?: Attributes): ReturnType<Answering> =>
  answer({ Items: items.map(toRaw), ...(last && { LastEvaluatedKey: toRaw(last) }) });

const storeOn = (answers: readonly Answering[], rest?: Answering) => {
  const { client, received } = answeringClient(answers, rest);
  return { store: dynamodbStore(client, { tableName: 'table', maxWaitMs: 60_000 }), received };
};

const valueAt = (request: WireRequest | undefined, name: string): string => {
  const values = Object(request?.body['ExpressionAttributeValues']);
  return String(values[name]?.S);
};

const keysIn = ({ body }: WireRequest) => Object(body['RequestItems'])['table'];

describe('what is read to its end', () => {
  const keyOf = ({ pk, sk }: Attributes): Attributes => ({ pk, sk });
  const events = [1, 2, 3, 4].map((version) => toEventItem(stored(confirmed({ version })), undefined));
  const [one = {}, two = {}, three = {}, four = {}] = events;
  const historyOf = async ({ repository }: Store, limit: number) =>
    (await repository.history('b-1', 0, limit))._unsafeUnwrap().map(({ event }) => event.bookingVersion);

  it('goes on over pages that come short, or with nothing on them', async () => {
    const { store, received } = storeOn([
      () => page([], keyOf(one)),
      () => page([one], keyOf(one)),
      () => page([], keyOf(two)),
      () => page([two, three, four]),
    ]);
    expect(await historyOf(store, 10)).toEqual([1, 2, 3, 4]);
    const starts = received.map(({ body }) => body['ExclusiveStartKey']);
    expect(starts).toEqual([undefined, ...[one, one, two].map((event) => toRaw(keyOf(event)))]);
  });

  it('ends where enough is read, and asks for no more than that', async () => {
    const { store, received } = storeOn([() => page([one], keyOf(one)), () => page([two, three], keyOf(three))]);
    expect(await historyOf(store, 3)).toEqual([1, 2, 3]);
    expect(received.map(({ body }) => body['Limit'])).toEqual([3, 2]);
  });

  it('is all services, with no limit at all', async () => {
    const services = ['a', 'b', 'c'].map((serviceId) => service(1, { serviceId }));
    const [first = {}, ...others] = services.map(toServiceItem);
    const { store, received } = storeOn([() => page([first], keyOf(first)), () => page(others)]);
    expect((await store.catalog.list())._unsafeUnwrap()).toEqual(services);
    expect(received.every(({ body }) => !('Limit' in body))).toBe(true);
  });

  it('is not what came so far when a page fails', async () => {
    const gone: Answering = () => answer({ __type: 'x#ResourceNotFoundException', message: 'no such table' }, 400);
    const { store } = storeOn([() => page([one], keyOf(one)), gone]);
    expect(await store.repository.history('b-1', 0, 10)).toMatchObject({ error: { kind: 'store_unavailable' } });
  });
});

describe('a list', () => {
  const at = (n: number): Attributes =>
    toBookingItem(confirmed({ bookingId: `b-${n}`, startsAt: SLOT + n * HOUR }), undefined);
  const keyOf = ({ pk, sk, userId, startsAtAndId }: Attributes): Attributes => ({ pk, sk, userId, startsAtAndId });
  const byUser: BookingQuery = { userId: 'ada', status: 'confirmed', order: 'asc', limit: 2 };
  const ids = (items: readonly BookingState[]): readonly string[] => items.map(({ bookingId }) => bookingId);

  it('whose page was filtered to nothing is not at its end', async () => {
    const { store, received } = storeOn([() => page([], keyOf(at(7))), () => page([at(8)])]);
    const first = (await store.repository.list(byUser))._unsafeUnwrap();
    expect(first).toEqual({ items: [], next: { startsAt: SLOT + 7 * HOUR, bookingId: 'b-7' } });
    const second = (await store.repository.list({ ...byUser, after: first.next }))._unsafeUnwrap();
    expect(ids(second.items)).toEqual(['b-8']);
    expect(second.next).toBeUndefined();
    expect(valueAt(received[1], ':from') > placeOf(SLOT + 7 * HOUR, 'b-7')).toBe(true);
  });

  it('whose page came short goes on where that one ended, not behind what it never looked at', async () => {
    const { store } = storeOn([() => page([at(1)], keyOf(at(1)))]);
    const { items, next } = (await store.repository.list(byUser))._unsafeUnwrap();
    expect(ids(items)).toEqual(['b-1']);
    expect(next).toEqual({ startsAt: SLOT + HOUR, bookingId: 'b-1' });
  });

  it('that leaves out what has ended looks at so many for a page, and goes on where it stopped', async () => {
    const { store, received } = storeOn([() => page([at(1), at(2)], keyOf(at(2)))]);
    const query = { userId: 'ada', order: 'asc', limit: 2, endsAfter: SLOT + 3 * HOUR } as const;
    const { items, next } = (await store.repository.list(query))._unsafeUnwrap();
    expect(ids(items)).toEqual([]);
    expect(next).toEqual({ startsAt: SLOT + 2 * HOUR, bookingId: 'b-2' });
    expect(received[0]?.body['Limit']).toBe(252);
    expect(received[0]?.body['FilterExpression']).toBeUndefined();
  });

  it('that has as many as were asked for and no more ends there', async () => {
    const { store } = storeOn([() => page([at(1), at(2)])]);
    expect((await store.repository.list(byUser))._unsafeUnwrap().next).toBeUndefined();
  });

  describe('of everybody, which lies in several partitions', () => {
    const numbers = Array.from({ length: 24 }, (_, n) => n);
    const all = numbers.map(at);
    const placeIn = (item: Attributes): string => String(item['startsAtAndId']);

    /** Each partition answers with its own bookings, as far as it looks on one page. */
    const partitioned = (perPage: (shard: string) => number): Answering => (request) => {
      const [shard = '', from = '', to = ''] = [':partition', ':from', ':to'].map((name) => valueAt(request, name));
      const isAscending = request.body['ScanIndexForward'] !== false;
      const mine = all
        .filter((item) => item['startShard'] === shard && placeIn(item) >= from && placeIn(item) <= to)
        .sort((a, b) => (placeIn(a) < placeIn(b) === isAscending ? -1 : 1));
      const shown = mine.slice(0, Math.min(perPage(shard), Number(request.body['Limit'])));
      const last = shown.length < mine.length ? shown.at(-1) : undefined;
      return page(shown, last && { ...keyOf(last), startShard: shard });
    };

    it.each([
      ['asc', 1],
      ['asc', 3],
      ['desc', 1],
      ['desc', 3],
    ] as const)('comes in order and whole, however short their pages are: %s, %i a page', async (order, limit) => {
      const short = shardOf('BOOKING', 'b-0');
      // A page of DynamoDB's has two items at least: it ends at 1 MB, and an item at 400 KB.
      const { store } = storeOn([], partitioned((shard) => (shard === short ? 2 : 5)));
      const found: string[] = [];
      let after: BookingQuery['after'];
      for (let pages = 0; pages === 0 || (after && pages < 100); pages += 1) {
        const result = (await store.repository.list({ order, limit, after }))._unsafeUnwrap();
        found.push(...ids(result.items));
        after = result.next;
      }
      expect(after).toBeUndefined();
      expect(found).toEqual((order === 'asc' ? numbers : numbers.toReversed()).map((n) => `b-${n}`));
    });
  });
});

describe('keys that are handed back unread', () => {
  const keys = { serviceId: SERVICE, bookingId: 'b-1', days: [{ serviceId: SERVICE, day: DAY }] };
  const items = [toServiceItem(service(3)), toBookingItem(confirmed(), undefined), toDayItem(day(5))];

  /** Reads `most` of the keys it is asked for, and hands back the others. */
  const reading = (most: number): Answering => (request) => {
    const asked: readonly { readonly pk: { readonly S: string } }[] = keysIn(request).Keys;
    const found = asked.slice(0, most).flatMap(({ pk }) => items.filter((item) => item['pk'] === pk.S));
    const left = asked.slice(most);
    return answer({
      Responses: { table: found.map(toRaw) },
      UnprocessedKeys: left.length > 0 ? { table: { Keys: left, ConsistentRead: true } } : {},
    });
  };

  it('are read again, each once, until all are', async () => {
    const { store, received } = storeOn([reading(1), reading(0), reading(1)], reading(1));
    const loaded = (await store.repository.load(keys))._unsafeUnwrap();
    expect(loaded).toMatchObject({ service: { version: 3 }, booking: { bookingId: 'b-1' }, days: [{ version: 5 }] });
    expect(received.map((request) => keysIn(request).Keys.length)).toEqual([3, 2, 2, 1]);
    expect(received.every((request) => keysIn(request).ConsistentRead === true)).toBe(true);
  });

  it('are never taken for what is not there', async () => {
    const { client } = answeringClient([], reading(0));
    const store = dynamodbStore(client, { tableName: 'table', maxWaitMs: 50 });
    expect(await store.repository.load(keys)).toMatchObject({
      error: { kind: 'store_unavailable', cause: { message: 'DynamoDB leaves keys unread' } },
    });
  });

  it('more than one request takes are asked for in several, and none twice', async () => {
    const days = Array.from({ length: 130 }, (_, n) => ({ serviceId: `s-${n}`, day: DAY }));
    const { store, received } = storeOn([], reading(1_000));
    const loaded = (await store.repository.load({ days: [...days, ...days] }))._unsafeUnwrap();
    expect(loaded.days).toHaveLength(260);
    expect(received.map((request) => keysIn(request).Keys.length)).toEqual([100, 30]);
  });
});
