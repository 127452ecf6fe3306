import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { dynamodbFeedTokens, dynamodbStore, type DynamodbStoreOptions } from '../../../adapters/dynamodb/index.js';
import type { FeedTokens, Store } from '../../../ports/index.js';
import { dynamodbClient } from './client.js';

/** The store with a client of its own: closing the one closes the other. */
export function openDynamodbStore(
  options: DynamodbStoreOptions,
  client: DynamoDBClient = dynamodbClient(),
): Store & { close(): Promise<void> } {
  return { ...dynamodbStore(client, options), close: async () => client.destroy() };
}

export interface OpenTable {
  readonly store: Store & { close(): Promise<void> };
  readonly feedTokens: FeedTokens;
}

/** All that is kept in the table, over one client, which goes with the store. */
export function openTable(options: DynamodbStoreOptions): OpenTable {
  const client = dynamodbClient();
  return { store: openDynamodbStore(options, client), feedTokens: dynamodbFeedTokens(client, options) };
}
