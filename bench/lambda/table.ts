import { randomUUID } from 'node:crypto';
import { CreateTableCommand, DeleteTableCommand, DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { tableDefinition } from 'holdfast/adapters/dynamodb';

/** Without a stream: it makes each request to DynamoDB Local slower, and nobody reads this one. */
export async function onTableOfItsOwn<T>(work: (tableName: string) => Promise<T>): Promise<T> {
  const client = new DynamoDBClient({ maxAttempts: 1 });
  const tableName = `holdfast-bench-${randomUUID()}`;
  const { StreamSpecification: _, ...definition } = tableDefinition(tableName);
  await client.send(new CreateTableCommand(definition));
  try {
    return await work(tableName);
  } finally {
    await client.send(new DeleteTableCommand({ TableName: tableName }));
    client.destroy();
  }
}
