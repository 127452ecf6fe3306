import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { dynamodbClient } from './client.js';
import { makeTable, type Say } from './create-table.js';
import { reportOf, type TableReport } from './describe-table.js';
import { faultOf } from './faults.js';

async function withClient<T>(tableName: string, work: (client: DynamoDBClient) => Promise<T>): Promise<T> {
  const client = dynamodbClient();
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
