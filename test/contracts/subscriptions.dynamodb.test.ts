import { describe, it } from 'vitest';
import { dynamodbSubscriptions } from '../../src/adapters/dynamodb/index.js';
import { subscriptionsContract } from '../../src/entrypoints/testing/index.js';
import { localTable } from '../adapters/dynamodb/local-table.js';

/** A crowd of hundreds at once, on a machine that has other things to do, takes longer than a server should wait. */
const PATIENCE = { maxWaitMs: 60_000, tryMs: 30_000 };

describe('subscriptions on DynamoDB', () => {
  const contract = subscriptionsContract({
    async create() {
      const { client, tableName, drop } = await localTable();
      return { subscriptions: dynamodbSubscriptions(client, { tableName, ...PATIENCE }), dispose: drop };
    },
  });
  for (const { name, timeoutMs, run } of contract) it(name, run, 2 * timeoutMs);
});
