import { dynamodbStore, type DynamodbStoreOptions } from '../../src/adapters/dynamodb/index.js';
import type { StoreCapabilities, StoreUnderTest } from '../../src/entrypoints/testing/index.js';
import { localTable } from '../adapters/dynamodb/local-table.js';
import { storedIn } from '../adapters/dynamodb/stored.js';

export const dynamodbCapabilities = (relay: DynamodbStoreOptions['relay']): StoreCapabilities => ({
  durable: true,
  sharedBetweenProcesses: true,
  consistentLists: false,
  outbox: relay === 'poll',
});

/** A crowd of hundreds at once, on a machine that has other things to do, takes longer than a server should wait. */
const PATIENCE = { maxWaitMs: 60_000, tryMs: 30_000 };

/** The store on a table of its own. */
export async function dynamodbUnderTest(relay: DynamodbStoreOptions['relay']): Promise<StoreUnderTest> {
  const { client, tableName, drop } = await localTable();
  const open = () => dynamodbStore(client, { tableName, relay, ...PATIENCE });
  return {
    store: open(),
    inspect: {
      days: async () => (await storedIn(client, tableName)).days,
      eventIds: async () => (await storedIn(client, tableName)).eventIds,
    },
    reopen: async () => open(),
    dispose: drop,
  };
}
