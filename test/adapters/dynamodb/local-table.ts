import { randomUUID } from 'node:crypto';
import { CreateTableCommand, DeleteTableCommand, DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { tableDefinition } from '../../../src/adapters/dynamodb/index.js';

export interface LocalTable {
  readonly client: DynamoDBClient;
  readonly tableName: string;
  /** Deletes the table and closes the client. */
  drop(): Promise<void>;
}

/** A client of the DynamoDB that the environment names. It tries once: repeating is the store's to do. */
export const localClient = (): DynamoDBClient => new DynamoDBClient({ maxAttempts: 1 });

/**
 * A new table that nobody else knows, without a stream: every stream that there ever was, of deleted tables too, makes
 * each request to DynamoDB Local slower.
 */
export async function localTable(client: DynamoDBClient = localClient()): Promise<LocalTable> {
  const tableName = `holdfast-${randomUUID()}`;
  const { StreamSpecification: _, ...definition } = tableDefinition(tableName);
  await client.send(new CreateTableCommand(definition));
  return {
    client,
    tableName,
    drop: async () => {
      await client.send(new DeleteTableCommand({ TableName: tableName }));
      client.destroy();
    },
  };
}
