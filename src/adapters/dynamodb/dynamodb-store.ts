import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import type { Store } from '../../ports/index.js';
import { createCatalog } from './catalog.js';
import { documentClient } from './document-client.js';
import { get } from './get.js';
import { createOutbox } from './outbox.js';
import { outboxPlaces } from './outbox-places.js';
import { repeatedCall } from './repeated-call.js';
import { createRepository } from './repository.js';
import type { Table } from './table.js';

export interface DynamodbStoreOptions {
  readonly tableName: string;
  /**
   * Who carries the events. `stream`, the default: a reader of the table's stream, such as a Lambda function; the
   * store has no outbox, and events cost nothing more. `poll`: a relay that asks the store, in a server for instance.
   */
  readonly relay?: 'stream' | 'poll' | undefined;
  /** How long a call may take, repetitions included, before `store_unavailable`, in milliseconds. Default: 5,000. */
  readonly maxWaitMs?: number | undefined;
  /** How long one request may take before it is sent again, in milliseconds. Default: 2,000. */
  readonly tryMs?: number | undefined;
}

const isDuration = (ms: number): boolean => Number.isFinite(ms) && ms >= 1 && ms <= 600_000;

/**
 * The store on one DynamoDB table, made by `tableDefinition`. `client` stays the caller's, who closes it. The store
 * repeats by itself what can be repeated, so a client with `maxAttempts: 1` knows best how long a call takes.
 *
 * @throws TypeError for settings it cannot work with. That the table is there shows at the first call: `ping()` asks.
 */
export function dynamodbStore(client: DynamoDBClient, options: DynamodbStoreOptions): Store {
  const { tableName, relay = 'stream', maxWaitMs = 5_000, tryMs = 2_000 } = options;
  if (typeof client?.send !== 'function') throw new TypeError('dynamodbStore needs a DynamoDBClient');
  if (typeof tableName !== 'string' || tableName === '') throw new TypeError('tableName must be the name of a table');
  if (relay !== 'stream' && relay !== 'poll') throw new TypeError("relay must be 'stream' or 'poll'");
  if (!isDuration(maxWaitMs)) throw new TypeError('maxWaitMs must be at least 1 and at most 600000');
  if (!isDuration(tryMs)) throw new TypeError('tryMs must be at least 1 and at most 600000');

  const write = repeatedCall({ maxWaitMs, tryMs });
  const table: Table = {
    client: documentClient(client),
    tableName,
    maxWaitMs,
    tryMs,
    write,
    ask: (request, terms) =>
      write(request, terms).mapErr((error) =>
        error.kind === 'cancelled' ? { kind: 'store_unavailable', cause: error.reasons } : error,
      ),
  };
  const isPolled = relay === 'poll';
  return {
    repository: createRepository(table, isPolled ? outboxPlaces() : undefined),
    catalog: createCatalog(table),
    ...(isPolled && { outbox: createOutbox(table) }),
    ping: () => get(table, { pk: 'PING', sk: 'PING' }).map(() => undefined),
  };
}
