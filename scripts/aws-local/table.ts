import { randomUUID } from 'node:crypto';
import {
  CreateTableCommand,
  DeleteTableCommand,
  DescribeTableCommand,
  DynamoDBClient,
  UpdateTimeToLiveCommand,
  waitUntilTableExists,
} from '@aws-sdk/client-dynamodb';
import { DynamoDBStreamsClient } from '@aws-sdk/client-dynamodb-streams';
import { tableDefinition, TTL_ATTRIBUTE } from 'holdfast/adapters/dynamodb';

export interface TableOfItsOwn {
  readonly endpoint: string;
  readonly client: DynamoDBClient;
  readonly streams: DynamoDBStreamsClient;
  readonly tableName: string;
  readonly streamArn: string;
  drop(): Promise<void>;
}

/** A new table with its stream, in the DynamoDB that the environment names. */
export async function tableOfItsOwn(): Promise<TableOfItsOwn> {
  const endpoint = process.env['AWS_ENDPOINT_URL_DYNAMODB'];
  // Without one, a client goes to whatever account it finds credentials for.
  if (!endpoint) throw new Error('AWS_ENDPOINT_URL_DYNAMODB must say where a DynamoDB runs');
  const client = new DynamoDBClient({ maxAttempts: 1 });
  const streams = new DynamoDBStreamsClient({ endpoint });
  const tableName = `holdfast-aws-${randomUUID()}`;
  await client.send(new CreateTableCommand(tableDefinition(tableName)));
  await waitUntilTableExists({ client, maxWaitTime: 60, minDelay: 1 }, { TableName: tableName });
  const TimeToLiveSpecification = { Enabled: true, AttributeName: TTL_ATTRIBUTE };
  await client.send(new UpdateTimeToLiveCommand({ TableName: tableName, TimeToLiveSpecification }));
  const { Table } = await client.send(new DescribeTableCommand({ TableName: tableName }));
  return {
    endpoint,
    client,
    streams,
    tableName,
    streamArn: Table?.LatestStreamArn ?? '',
    async drop() {
      await client.send(new DeleteTableCommand({ TableName: tableName }));
      for (const one of [client, streams]) one.destroy();
    },
  };
}
