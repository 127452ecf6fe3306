import { QueryCommand, type QueryCommandInput, type QueryCommandOutput } from '@aws-sdk/lib-dynamodb';
import { err, ok, type Result, ResultAsync } from '../../domain/result.js';
import type { StoreDown } from '../../ports/index.js';
import type { Attributes } from './attributes.js';
import { type Terms, timer } from './repeated-call.js';
import type { Table } from './table.js';

/** One partition of an index or of the table, between two sort keys, both included. */
export interface Range {
  readonly IndexName?: string;
  readonly partition: readonly [attribute: string, value: string];
  readonly sort: readonly [attribute: string, from: string, to: string];
}

export type QueryOptions = Pick<
  QueryCommandInput,
  'Limit' | 'ScanIndexForward' | 'ConsistentRead' | 'ExclusiveStartKey' | 'FilterExpression'
> & {
  readonly names?: Record<string, string>;
  readonly values?: Record<string, unknown>;
};

/** One `Query`: a page of what lies in the range. */
export function query(
  { client, tableName, ask }: Table,
  { partition, sort, ...range }: Range,
  { names, values, ...options }: QueryOptions,
  terms: Terms = {},
): ResultAsync<QueryCommandOutput, StoreDown> {
  const command = new QueryCommand({
    TableName: tableName,
    ...range,
    ...options,
    KeyConditionExpression: '#partition = :partition AND #sort BETWEEN :from AND :to',
    ExpressionAttributeNames: { '#partition': partition[0], '#sort': sort[0], ...names },
    ExpressionAttributeValues: { ':partition': partition[1], ':from': sort[1], ':to': sort[2], ...values },
  });
  return ask((sending) => client.send(command, sending), terms);
}

/**
 * The first `limit` of what lies in the range. A page of DynamoDB's ends at 1 MB, however few items that is. `left` is
 * the time that a longer call still has.
 */
export const queryAll = (
  table: Table,
  range: Range,
  options: QueryOptions = {},
  limit = Number.POSITIVE_INFINITY,
  left = timer(table.maxWaitMs),
): ResultAsync<readonly Attributes[], StoreDown> => new ResultAsync(pages(table, range, options, limit, left));

async function pages(
  table: Table,
  range: Range,
  options: QueryOptions,
  limit: number,
  left: () => number,
): Promise<Result<readonly Attributes[], StoreDown>> {
  const items: Attributes[] = [];
  let ExclusiveStartKey: Attributes | undefined;
  do {
    const place: QueryOptions = {
      ...options,
      ...(limit < Number.POSITIVE_INFINITY && { Limit: limit - items.length }),
      ...(ExclusiveStartKey && { ExclusiveStartKey }),
    };
    const page = await query(table, range, place, { within: left() });
    if (page.isErr()) return err(page.error);
    items.push(...(page.value.Items ?? []));
    ExclusiveStartKey = page.value.LastEvaluatedKey;
  } while (ExclusiveStartKey && items.length < limit);
  return ok(items);
}
