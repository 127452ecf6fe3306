import { DeleteCommand } from '@aws-sdk/lib-dynamodb';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { documentClient } from '../../../src/adapters/dynamodb/document-client.js';
import { dynamodbStore } from '../../../src/adapters/dynamodb/index.js';
import { eventKey } from '../../../src/adapters/dynamodb/keys.js';
import { confirmed, NOW } from '../../../src/entrypoints/testing/contract/samples.js';
import { changeTo, write } from '../../../src/entrypoints/testing/contract/write.js';
import type { Outbox, Store } from '../../../src/ports/index.js';
import { behindItsBack } from './behind-its-back.js';
import { localTable, type LocalTable } from './local-table.js';

const LIMIT = 5;
const MINUTE = 60_000;

let table: LocalTable;
let store: Store;
let outbox: Outbox;
beforeEach(async () => {
  table = await localTable();
  store = dynamodbStore(table.client, { tableName: table.tableName, relay: 'poll' });
  if (!store.outbox) throw new Error('no outbox');
  outbox = store.outbox;
});
afterEach(() => table.drop());

const happened = async (bookingId: string, versions: number): Promise<void> => {
  const all = Array.from({ length: versions }, (_, n) => n + 1);
  await write(store, ...all.map((version) => changeTo(confirmed({ bookingId, version }))));
};
const lease = async () => outbox.lease('relay', NOW, MINUTE, LIMIT);
const leased = async (): Promise<readonly string[]> =>
  (await lease())._unsafeUnwrap().map(({ event }) => event.eventId);

it('more events than are leased at once, all behind one that cannot be read, are not in the way of other bookings', async () => {
  await happened('b-1', 2 * LIMIT);
  await happened('b-2', 2);
  await behindItsBack(table).spoil(eventKey('b-1', 1), { event: '{' });

  expect(await leased()).toEqual(['b-2:1', 'b-2:2']);
  (await outbox.delivered(['b-2:1', 'b-2:2']))._unsafeUnwrap();
  expect(await lease()).toMatchObject({ error: { cause: { code: 'UNREADABLE_ITEM' } } });
});

it('more events than are leased at once, all delivered as the index does not know yet, are not in the way of others', async () => {
  for (let n = 0; n < 2 * LIMIT; n += 1) await happened(`a-${n}`, 1);
  await happened('b-1', 1);
  const gone = new Map<string, readonly Readonly<Record<string, unknown>>[]>();
  table.client.middlewareStack.add(
    (next) => async (args) => {
      const result = await next(args);
      const { IndexName, ExpressionAttributeValues: values } = Object(args.input);
      if (IndexName !== 'OutboxIndex' || String(values[':from']) !== '0') return result;
      const { Items = [] }: { Items?: readonly Readonly<Record<string, unknown>>[] } = Object(result.output);
      const shard = String(values[':partition']);
      gone.set(shard, gone.get(shard) ?? Items);
      return { ...result, output: { ...result.output, Items: gone.get(shard) } };
    },
    { step: 'initialize', priority: 'high' },
  );

  for (const count of [LIMIT, LIMIT, 1]) {
    const mine = await leased();
    expect(mine).toHaveLength(count);
    (await outbox.delivered(mine))._unsafeUnwrap();
  }
  expect(await leased()).toEqual([]);
});

it('an event whose predecessor is not to be seen waits for it, and says so when it is the only one', async () => {
  await happened('b-1', 2);
  await happened('b-2', 1);
  const first = eventKey('b-1', 1);
  const item = await behindItsBack(table).read(first);
  await documentClient(table.client).send(new DeleteCommand({ TableName: table.tableName, Key: { ...first } }));

  expect(await leased()).toEqual(['b-2:1']);
  (await outbox.delivered(['b-2:1']))._unsafeUnwrap();
  expect(await lease()).toMatchObject({
    error: { cause: { message: expect.stringContaining('BOOKING#b-1 / EVENT#0000000002 follows an event that is missing') } },
  });

  await behindItsBack(table).put(item);
  expect(await leased()).toEqual(['b-1:1', 'b-1:2']);
});
