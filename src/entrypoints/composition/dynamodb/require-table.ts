import { GetItemCommand } from '@aws-sdk/client-dynamodb';
import { dynamodbClient } from './client.js';
import { faultOf, willPass } from './faults.js';

const ANY_KEY = { pk: { S: 'PING' }, sk: { S: 'PING' } };

/**
 * Reads once as the store will. That the table is complete is for `holdfast table describe`: it needs a permission that
 * a server has no other use for.
 * @throws Error that says in one line what keeps a server from this table, unless it passes by itself.
 */
export async function requireTable(tableName: string): Promise<void> {
  const client = dynamodbClient();
  try {
    await client.send(new GetItemCommand({ TableName: tableName, Key: ANY_KEY, ConsistentRead: true }));
  } catch (error) {
    if (!willPass(error)) throw new Error(faultOf(error, tableName), { cause: error });
  } finally {
    client.destroy();
  }
}
