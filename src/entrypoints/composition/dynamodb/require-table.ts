import { dynamodbStore } from '../../../adapters/dynamodb/index.js';
import { dynamodbClient } from './client.js';
import { faultOf, willPass } from './faults.js';

/** What `ping` ends with, thrown or told. */
async function faultAt(tableName: string): Promise<unknown> {
  const client = dynamodbClient();
  try {
    const pinged = await dynamodbStore(client, { tableName }).ping();
    return pinged.isErr() ? (pinged.error.cause ?? pinged.error) : undefined;
  } catch (error) {
    return error;
  } finally {
    client.destroy();
  }
}

/**
 * Reads as the store will, and as patiently. That the table is complete is for `holdfast table describe`: it needs a
 * permission that a server has no other use for.
 * @throws Error that says in one line what keeps a server from this table, unless the table is just busy.
 */
export async function requireTable(tableName: string): Promise<void> {
  const fault = await faultAt(tableName);
  if (fault !== undefined && !willPass(fault)) throw new Error(faultOf(fault, tableName), { cause: fault });
}
