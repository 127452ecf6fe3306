import { ScanCommand } from '@aws-sdk/client-dynamodb';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { dynamodbSubscriptions } from '../../../src/adapters/dynamodb/index.js';
import { staff, user } from '../../../src/entrypoints/testing/index.js';
import type { Subscriptions } from '../../../src/ports/index.js';
import { type LocalTable, localTable } from './local-table.js';

let table: LocalTable;
let subscriptions: Subscriptions;
beforeAll(async () => {
  table = await localTable();
  subscriptions = dynamodbSubscriptions(table.client, { tableName: table.tableName });
});
afterAll(() => table.drop());

const LATER = Date.parse('2126-12-01T10:00:00Z');

async function keys(): Promise<readonly string[]> {
  const { Items = [] } = await table.client.send(new ScanCommand({ TableName: table.tableName, ConsistentRead: true }));
  return Items.map(({ pk, sk }) => `${pk?.S} / ${sk?.S}`).sort();
}

it('what is in the table is what is followed, both ways, and nothing when nothing is', async () => {
  (await subscriptions.subscribe({ connectionId: 'c-1', actor: staff('sam') }, ['all', 'service:chair'], LATER))._unsafeUnwrap();
  (await subscriptions.subscribe({ connectionId: 'c-2', actor: user('ada') }, ['user:ada'], LATER))._unsafeUnwrap();
  (await subscriptions.unsubscribe('c-1', ['all']))._unsafeUnwrap();
  expect(await keys()).toEqual([
    'CONNECTION#service:chair / c-1',
    'CONNECTION#user:ada / c-2',
    'SUBSCRIBER#c-1 / service:chair',
    'SUBSCRIBER#c-2 / user:ada',
  ]);
  for (const connectionId of ['c-1', 'c-2']) (await subscriptions.remove(connectionId))._unsafeUnwrap();
  expect(await keys()).toEqual([]);
});

it('a connection that is removed while it subscribes can be removed again, and nothing stays behind', async () => {
  const topics = Array.from({ length: 20 }, (_, n) => `service:s-${n}` as const);
  const subscriber = { connectionId: 'c-3', actor: staff('sam') };
  await Promise.all([
    ...topics.map((topic) => subscriptions.subscribe(subscriber, [topic], LATER)),
    ...topics.map(() => subscriptions.remove('c-3')),
  ]);
  (await subscriptions.remove('c-3'))._unsafeUnwrap();
  expect(await keys()).toEqual([]);
});
