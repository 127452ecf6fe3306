import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { documentClient } from './document-client.js';
import { toStoreDown } from './dynamodb-errors.js';
import { repeatedCall } from './repeated-call.js';
import type { Table } from './table.js';

export interface DynamodbTableOptions {
  readonly tableName: string;
  /** How long a call may take, repetitions included, before `store_unavailable`, in milliseconds. Default: 5,000. */
  readonly maxWaitMs?: number | undefined;
  /** How long one request may take before it is sent again, in milliseconds. Default: 2,000. */
  readonly tryMs?: number | undefined;
}

const isDuration = (ms: number): boolean => Number.isFinite(ms) && ms >= 1 && ms <= 600_000;

/** The table as every part of this adapter uses it. `caller` is who the errors are about. */
export function openTable(caller: string, client: DynamoDBClient, options: DynamodbTableOptions): Table {
  const { tableName, maxWaitMs = 5_000, tryMs = 2_000 } = options;
  if (typeof client?.send !== 'function') throw new TypeError(`${caller} needs a DynamoDBClient`);
  if (typeof tableName !== 'string' || tableName === '') throw new TypeError('tableName must be the name of a table');
  if (!isDuration(maxWaitMs)) throw new TypeError('maxWaitMs must be at least 1 and at most 600000');
  if (!isDuration(tryMs)) throw new TypeError('tryMs must be at least 1 and at most 600000');

  const write = repeatedCall({ maxWaitMs, tryMs });
  return {
    client: documentClient(client),
    tableName,
    maxWaitMs,
    tryMs,
    write,
    ask: (request, terms) => write(request, terms).mapErr(toStoreDown),
  };
}
