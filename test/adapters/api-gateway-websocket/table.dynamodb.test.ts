import { ScanCommand } from '@aws-sdk/client-dynamodb';
import { expect, it } from 'vitest';
import { dynamodbSubscriptions } from '../../../src/adapters/dynamodb/index.js';
import { localTable } from '../dynamodb/local-table.js';
import { crowdIsTold, EVENTS } from './crowd.js';

it('500 connections, 50 of them dead: the living have each event, and of the dead nothing is left in the table', async () => {
  const { client, tableName, drop } = await localTable();
  try {
    const subscriptions = dynamodbSubscriptions(client, { tableName, maxWaitMs: 60_000, tryMs: 30_000 });
    expect(await crowdIsTold(subscriptions, 500, 50)).toBe(EVENTS * 450 + 50);
    const { Items = [] } = await client.send(new ScanCommand({ TableName: tableName, ConsistentRead: true }));
    const ofTheDead = Items.filter(({ pk, sk }) => /\bc-[0-4]?\d=/.test(`${pk?.S} ${sk?.S}`));
    expect(ofTheDead).toEqual([]);
    expect(Items).toHaveLength(450 * 2 * 2);
  } finally {
    await drop();
  }
});
