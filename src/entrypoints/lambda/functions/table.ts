import type { DynamodbTableOptions } from '../../../adapters/dynamodb/index.js';
import type { Environment } from './environment.js';

/**
 * The table for a function that asks it several times for one call: a question that hangs is given up early enough that the
 * call ends by itself, before Lambda ends it.
 */
export const tableOf = (environment: Environment): DynamodbTableOptions => ({
  tableName: environment.text('HOLDFAST_TABLE'),
  maxWaitMs: 1_500,
  tryMs: 1_000,
});
