import { randomUUID } from 'node:crypto';
import { CreateTableCommand, DeleteTableCommand, DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { tableDefinition } from 'holdfast/adapters/dynamodb';

/** Does `work` on a new table that nobody else knows, and deletes it. */
export async function onNewTable<T>(work: (tableName: string) => Promise<T>): Promise<T> {
  const client = new DynamoDBClient({});
  // The length of its name is in no item.
  const tableName = `holdfast-costs-${randomUUID()}`;
  // Streams of tables that are gone slow DynamoDB Local down.
  await client.send(new CreateTableCommand({ ...tableDefinition(tableName), StreamSpecification: undefined }));
  try {
    return await work(tableName);
  } finally {
    await client.send(new DeleteTableCommand({ TableName: tableName }));
    client.destroy();
  }
}
