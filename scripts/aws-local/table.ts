import { randomUUID } from 'node:crypto';
import {
  CreateTableCommand,
  DeleteTableCommand,
  DescribeTableCommand,
  DynamoDBClient,
  UpdateTimeToLiveCommand,
  waitUntilTableExists,
} from '@aws-sdk/client-dynamodb';
import { tableDefinition, TTL_ATTRIBUTE } from 'holdfast/adapters/dynamodb';

export interface TableOfItsOwn {
  readonly client: DynamoDBClient;
  readonly tableName: string;
  readonly streamArn: string;
  drop(): Promise<void>;
}

/** A new table with its stream, in the DynamoDB that the environment names. */
export async function tableOfItsOwn(): Promise<TableOfItsOwn> {
  const client = new DynamoDBClient({ maxAttempts: 1 });
  const tableName = `holdfast-aws-${randomUUID()}`;
  await client.send(new CreateTableCommand(tableDefinition(tableName)));
  await waitUntilTableExists({ client, maxWaitTime: 60, minDelay: 1 }, { TableName: tableName });
  const TimeToLiveSpecification = { Enabled: true, AttributeName: TTL_ATTRIBUTE };
  await client.send(new UpdateTimeToLiveCommand({ TableName: tableName, TimeToLiveSpecification }));
  const { Table } = await client.send(new DescribeTableCommand({ TableName: tableName }));
  return {
    client,
    tableName,
    streamArn: Table?.LatestStreamArn ?? '',
    async drop() {
      await client.send(new DeleteTableCommand({ TableName: tableName }));
      client.destroy();
    },
  };
}
