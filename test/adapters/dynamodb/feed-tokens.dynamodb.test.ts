import { ScanCommand } from '@aws-sdk/client-dynamodb';
import { dynamodbFeedTokens } from 'holdfast/adapters/dynamodb';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { injectFaults } from './faults/injector.js';
import { type LocalTable, localClient, localTable } from './local-table.js';

const feed = { of: { serviceId: 'chair' }, actor: { subject: 'sam', roles: ['staff'] } } as const;

let table: LocalTable;
beforeEach(async () => {
  table = await localTable();
});
afterEach(() => table.drop());

async function items(): Promise<readonly Record<string, unknown>[]> {
  const { Items = [] } = await table.client.send(new ScanCommand({ TableName: table.tableName, ConsistentRead: true }));
  return Items.map((item) => Object.fromEntries(Object.entries(item).map(([name, { S, N }]) => [name, S ?? Number(N)])));
}

it('a feed is one item, that nothing but revoking takes away', async () => {
  const feedTokens = dynamodbFeedTokens(table.client, { tableName: table.tableName });
  (await feedTokens.put('d1', feed))._unsafeUnwrap();
  expect(await items()).toEqual([{ pk: 'FEED#d1', sk: 'FEED', schema: 1, digest: 'd1', feed: JSON.stringify(feed) }]);
  (await feedTokens.remove('d1'))._unsafeUnwrap();
  expect(await items()).toEqual([]);
});

it('an answer that is lost is asked for again: what was removed was there', async () => {
  const client = localClient();
  const injector = injectFaults(client);
  const feedTokens = dynamodbFeedTokens(client, { tableName: table.tableName, maxWaitMs: 30_000 });
  injector.choose(({ operation, nthTry }) =>
    operation === 'TransactWriteItems' && nthTry === 0 ? 'acknowledgementLost' : undefined,
  );
  expect((await feedTokens.put('d1', feed)).isOk()).toBe(true);
  expect((await feedTokens.remove('d1'))._unsafeUnwrap()).toBe(true);
  expect((await feedTokens.remove('d1'))._unsafeUnwrap()).toBe(false);
  client.destroy();
});

it('a table that is not there is store_unavailable', async () => {
  const feedTokens = dynamodbFeedTokens(table.client, { tableName: 'no-such-table' });
  for (const outcome of [await feedTokens.put('d', feed), await feedTokens.find('d'), await feedTokens.remove('d')])
    expect(outcome.isErr() && outcome.error.kind).toBe('store_unavailable');
});
