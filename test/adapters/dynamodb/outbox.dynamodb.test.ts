import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { dynamodbStore } from '../../../src/adapters/dynamodb/index.js';
import { ok } from '../../../src/domain/result.js';
import { confirmed, NOW } from '../../../src/entrypoints/testing/contract/samples.js';
import { changeTo, write } from '../../../src/entrypoints/testing/contract/write.js';
import { createTestBookings } from '../../../src/entrypoints/testing/index.js';
import type { Outbox, Store } from '../../../src/ports/index.js';
import { chanceOf } from '../../simulation/random.js';
import { localClient, localTable, type LocalTable } from './local-table.js';

type Found = Readonly<Record<string, unknown>>;
/** How the outbox's index sees what a query found in it. */
type Glasses = (found: readonly Found[], shard: string) => readonly Found[];

/** An index that lags behind, or runs ahead for some items: DynamoDB Local's never does. */
function wear(client: DynamoDBClient, see: Glasses): () => void {
  const name = 'laggingIndex';
  client.middlewareStack.add(
    (next) => async (args) => {
      const result = await next(args);
      const { IndexName, ExpressionAttributeValues: values } = Object(args.input);
      if (IndexName !== 'OutboxIndex') return result;
      const output: { Items?: readonly Found[]; $metadata: object } = Object(result.output);
      return { ...result, output: { ...result.output, Items: see(output.Items ?? [], String(values[':partition'])) } };
    },
    { step: 'initialize', name, priority: 'high' },
  );
  return () => void client.middlewareStack.remove(name);
}

const idOf = ({ pk, sk }: Found): string => {
  const [partition, sort] = [pk, sk].map((key) => (typeof key === 'string' ? key : String(Object(key).S)));
  return `${partition?.replace('BOOKING#', '')}:${Number(sort?.replace('EVENT#', ''))}`;
};
const without =
  (...eventIds: readonly string[]): Glasses =>
  (found) => found.filter((item) => !eventIds.includes(idOf(item)));

/** So many events of a booking, from then on. */
async function happened(bookingId: string, versions: number, from: number): Promise<void> {
  for (let version = 1; version <= versions; version += 1) {
    await write(store, changeTo({ ...confirmed({ bookingId, version }), updatedAt: from + version }));
  }
}

let table: LocalTable;
let client: DynamoDBClient;
let store: Store;
let outbox: Outbox;
beforeEach(async () => {
  client = localClient();
  table = await localTable(client);
  store = dynamodbStore(client, { tableName: table.tableName, relay: 'poll', maxWaitMs: 20_000, tryMs: 10_000 });
  if (!store.outbox) throw new Error('no outbox');
  outbox = store.outbox;
  await happened('b-1', 3, NOW);
  await happened('b-2', 3, NOW + 10);
});
afterEach(() => table.drop());

const MINUTE = 60_000;
const leased = async (relay = 'relay', now = NOW, limit = 10): Promise<readonly string[]> =>
  (await outbox.lease(relay, now, MINUTE, limit))._unsafeUnwrap().map(({ event }) => event.eventId);
const ALL = ['b-1:1', 'b-1:2', 'b-1:3', 'b-2:1', 'b-2:2', 'b-2:3'];

describe('an index that shows a later event of a booking and not yet the one before', () => {
  it.each([
    ['the first', ['b-1:1'], ['b-2:1', 'b-2:2', 'b-2:3']],
    ['one in the middle', ['b-1:2'], ['b-1:1', 'b-2:1', 'b-2:2', 'b-2:3']],
    ['all but the last', ['b-1:1', 'b-1:2'], ['b-2:1', 'b-2:2', 'b-2:3']],
    ['the last, which nothing waits for', ['b-1:3'], ['b-1:1', 'b-1:2', 'b-2:1', 'b-2:2', 'b-2:3']],
  ])('leases nothing that would overtake %s', async (_, hidden, expected) => {
    const takeOff = wear(client, without(...hidden));
    expect(await leased()).toEqual(expected);
    takeOff();
    expect((await leased()).toSorted()).toEqual(ALL);
  });

  it('is no reason to wait for one that was delivered already', async () => {
    (await outbox.delivered(['b-1:1']))._unsafeUnwrap();
    expect(await leased()).toEqual(ALL.filter((id) => id !== 'b-1:1'));
  });

  it('leases nothing behind one that another relay has', async () => {
    expect(await leased('other', NOW, 1)).toEqual(['b-1:1']);
    wear(client, without('b-1:1'));
    expect(await leased()).toEqual(['b-2:1', 'b-2:2', 'b-2:3']);
    expect(await leased('relay', NOW + MINUTE)).toEqual(['b-2:1', 'b-2:2', 'b-2:3']);
  });

  it('leases nothing behind one that waits for its retry', async () => {
    expect(await leased('relay', NOW, 1)).toEqual(['b-1:1']);
    expect((await outbox.failed('relay', 'b-1:1', 'not now', NOW + MINUTE))._unsafeUnwrap()).toBe(true);
    wear(client, without('b-1:1'));
    expect(await leased()).toEqual(['b-2:1', 'b-2:2', 'b-2:3']);
  });

  it.each([1, 2, 3, 4])('never lets the notifier hear of them in another order, whatever it hides when: seed %i', async (seed) => {
    const told: string[] = [];
    const chance = chanceOf(seed);
    let asked = 0;
    const takeOff = wear(client, (found) => {
      asked += 1;
      return found.filter((item) => chance.happens(`${idOf(item)} ${asked}`, 0.5));
    });
    const { bookings } = createTestBookings({
      store,
      at: new Date(NOW),
      notifier: {
        notify: async ({ eventId }) => {
          told.push(eventId);
          return ok(undefined);
        },
      },
    });
    for (let round = 0; round < 9; round += 1) await bookings.background.runOnce();
    takeOff();
    await bookings.background.runOnce();
    for (const id of ['b-1', 'b-2']) {
      expect(told.filter((eventId) => eventId.startsWith(id))).toEqual([1, 2, 3].map((version) => `${id}:${version}`));
    }
  });
});

describe('an index that shows what was so a moment ago', () => {
  /** What it shows now, and goes on showing whatever happens. */
  async function frozen(): Promise<() => void> {
    const seen = new Map<string, readonly Found[]>();
    const takeOff = wear(client, (found, shard) => {
      seen.set(shard, found);
      return found;
    });
    // A lease that is over when it begins looks at all of it, and keeps nothing.
    (await outbox.lease('curious', NOW - 1, 1, 10))._unsafeUnwrap();
    takeOff();
    return wear(client, (_, shard) => seen.get(shard) ?? []);
  }

  it('does not bring back what was delivered', async () => {
    await frozen();
    (await outbox.delivered(['b-1:1', 'b-2:1', 'b-2:2', 'b-2:3']))._unsafeUnwrap();
    expect(await leased()).toEqual(['b-1:2', 'b-1:3']);
  });

  it('looks on behind what it need not deliver any more, until it has as many as it was asked for', async () => {
    await frozen();
    expect(await leased('relay', NOW, 3)).toEqual(['b-1:1', 'b-1:2', 'b-1:3']);
    (await outbox.delivered(['b-1:1', 'b-1:2', 'b-2:1']))._unsafeUnwrap();
    expect(await leased('relay', NOW, 2)).toEqual(['b-1:3', 'b-2:2']);
    expect(await leased('relay', NOW, 3)).toEqual(['b-1:3', 'b-2:2', 'b-2:3']);
  });

  it('gives what lies behind as many delivered ones as it was asked for', async () => {
    await frozen();
    (await outbox.delivered(['b-1:1', 'b-1:2', 'b-1:3']))._unsafeUnwrap();
    expect(await leased('relay', NOW, 3)).toEqual(['b-2:1', 'b-2:2', 'b-2:3']);
  });

  it('does not give away what another relay has', async () => {
    await frozen();
    expect(await leased('other')).toEqual(ALL);
    expect(await leased('relay')).toEqual([]);
    expect(await leased('relay', NOW + MINUTE)).toEqual(ALL);
  });

  it('does not retry before the time, nor what comes after it', async () => {
    await frozen();
    expect(await leased()).toEqual(ALL);
    expect((await outbox.failed('relay', 'b-1:1', 'not now', NOW + 2 * MINUTE))._unsafeUnwrap()).toBe(true);
    expect(await leased()).toEqual(['b-2:1', 'b-2:2', 'b-2:3']);
    expect(await leased('relay', NOW + 2 * MINUTE)).toEqual(ALL);
  });

  it('does not deliver what was parked', async () => {
    await frozen();
    await leased();
    expect((await outbox.failed('relay', 'b-1:1', 'never', 'park'))._unsafeUnwrap()).toBe(true);
    expect(await leased()).toEqual(ALL.filter((id) => id !== 'b-1:1'));
  });

  it('does not show as parked what is not parked any more', async () => {
    await leased();
    for (const id of ['b-1:1', 'b-2:1']) (await outbox.failed('relay', id, 'never', 'park'))._unsafeUnwrap();
    const parked = async () => (await outbox.parked(10))._unsafeUnwrap().items.map(({ event }) => event.eventId);
    const seen = new Map<string, readonly Found[]>();
    wear(client, (found, shard) => {
      if (!seen.has(shard)) seen.set(shard, found);
      return seen.get(shard) ?? [];
    });
    expect(await parked()).toEqual(['b-1:1', 'b-2:1']);
    expect((await outbox.unpark('b-1:1'))._unsafeUnwrap()).toBe(true);
    expect(await parked()).toEqual(['b-2:1']);
  });
});

it('more events than a request of DynamoDB takes at once are leased all the same, in order', async () => {
  const many = Array.from({ length: 120 }, (_, n) => `c-${String(n).padStart(3, '0')}`);
  for (const [at, bookingId] of many.entries()) await happened(bookingId, 2, NOW + 100 + 10 * at);
  const all = await leased('relay', NOW, 1_000);
  expect(all).toEqual([...ALL, ...many.flatMap((id) => [`${id}:1`, `${id}:2`])]);
});
