import { dynamodbStore, type DynamodbStoreOptions } from '../../../adapters/dynamodb/index.js';
import type { Store } from '../../../ports/index.js';
import { dynamodbClient } from './client.js';

/** The store with a client of its own: closing the one closes the other. */
export function openDynamodbStore(options: DynamodbStoreOptions): Store & { close(): Promise<void> } {
  const client = dynamodbClient();
  return { ...dynamodbStore(client, options), close: async () => client.destroy() };
}
