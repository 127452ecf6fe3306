import { randomUUID } from 'node:crypto';
import { TransactWriteCommand, type TransactWriteCommandInput } from '@aws-sdk/lib-dynamodb';
import type { ResultAsync } from '../../domain/result.js';
import type { StoreDown } from '../../ports/index.js';
import type { Attributes } from './attributes.js';
import type { Condition } from './conditions.js';
import type { Cancelled } from './dynamodb-errors.js';
import type { Key } from './keys.js';
import type { Terms } from './repeated-call.js';
import type { Table } from './table.js';

export type Write = NonNullable<TransactWriteCommandInput['TransactItems']>[number];

export const put = ({ tableName }: Table, item: Attributes, condition?: Condition): Write => ({
  Put: { TableName: tableName, Item: { ...item }, ...condition },
});

export const drop = ({ tableName }: Table, key: Key, condition?: Condition): Write => ({
  Delete: { TableName: tableName, Key: { ...key }, ...condition },
});

/** A failed condition hands back what is stored instead. */
export const putOrSee = ({ tableName }: Table, item: Attributes, condition: Condition): Write => ({
  Put: { TableName: tableName, Item: { ...item }, ...condition, ReturnValuesOnConditionCheckFailure: 'ALL_OLD' },
});

export const check = ({ tableName }: Table, key: Key, condition: Condition): Write => ({
  ConditionCheck: { TableName: tableName, Key: { ...key }, ...condition },
});

/**
 * Writes all of it or nothing, be it one item: only a transaction carries a token by which DynamoDB knows it again, so
 * that its repetition after a lost answer is told what became of it, and does not fail its own condition.
 */
export const transact = (
  { client, write }: Table,
  writes: readonly Write[],
  terms: Terms = {},
): ResultAsync<void, Cancelled | StoreDown> => {
  const command = new TransactWriteCommand({ TransactItems: [...writes], ClientRequestToken: randomUUID() });
  return write((options) => client.send(command, options), terms).map(() => undefined);
};
