import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { dynamodbClient } from './client.js';
import { makeTable, type Say } from './create-table.js';
import { reportOf, type TableReport } from './describe-table.js';
import { faultOf } from './faults.js';

/** Some seconds of pauses in all. Each call may be made twice: it is followed by a look. */
const ATTEMPTS = 5;

async function withClient<T>(tableName: string, work: (client: DynamoDBClient) => Promise<T>): Promise<T> {
  const client = dynamodbClient(ATTEMPTS);
  try {
    return await work(client);
  } catch (error) {
    throw new Error(faultOf(error, tableName), { cause: error });
  } finally {
    client.destroy();
  }
}

/** @throws Error that says in one line why there is no answer. */
export const createTable = (tableName: string, waitMs: number, say: Say): Promise<TableReport | undefined> =>
  withClient(tableName, (client) => makeTable(client, tableName, waitMs, say));

/** @throws Error that says in one line why there is no answer. */
export const describeTable = (tableName: string): Promise<TableReport | undefined> =>
  withClient(tableName, (client) => reportOf(client, tableName));
