import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import type { Store } from '../../ports/index.js';
import { createCatalog } from './catalog.js';
import { get } from './get.js';
import { type DynamodbTableOptions, openTable } from './open-table.js';
import { createOutbox } from './outbox.js';
import { createRepository } from './repository.js';

export interface DynamodbStoreOptions extends DynamodbTableOptions {
  /**
   * Who carries the events. `stream`, the default: a reader of the table's stream, such as a Lambda function; the
   * store has no outbox, and events cost nothing more. `poll`: a relay that asks the store, in a server for instance.
   */
  readonly relay?: 'stream' | 'poll' | undefined;
}

/**
 * The store on one DynamoDB table, made by `tableDefinition`. `client` stays the caller's, who closes it. The store
 * repeats by itself what can be repeated, so a client with `maxAttempts: 1` knows best how long a call takes.
 *
 * @throws TypeError for settings it cannot work with. That the table is there shows at the first call: `ping()` asks.
 */
export function dynamodbStore(client: DynamoDBClient, options: DynamodbStoreOptions): Store {
  const { relay = 'stream' } = options;
  const table = openTable('dynamodbStore', client, options);
  if (relay !== 'stream' && relay !== 'poll') throw new TypeError("relay must be 'stream' or 'poll'");
  const isPolled = relay === 'poll';
  return {
    repository: createRepository(table, isPolled),
    catalog: createCatalog(table),
    ...(isPolled && { outbox: createOutbox(table) }),
    ping: () => get(table, { pk: 'PING', sk: 'PING' }).map(() => undefined),
  };
}
