import { randomUUID } from 'node:crypto';
import { CreateTableCommand, DeleteTableCommand, DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { tableDefinition } from '../../../../src/adapters/dynamodb/index.js';
import { diceOf } from '../dice.js';
import type { OpenStore } from '../watched-store.js';
import { dealer } from './deal.js';
import { RecordingProxy } from './proxy.js';
import { readBehind } from './read-behind.js';

/** Who may speak to DynamoDB, and where it is. */
const ofAws = (): Readonly<Record<string, string>> =>
  Object.fromEntries(
    Object.entries(process.env).flatMap(([name, value]) =>
      name.startsWith('AWS_') && value !== undefined ? [[name, value] as const] : [],
    ),
  );

/** A new table on the DynamoDB that `AWS_ENDPOINT_URL_DYNAMODB` names, seen and disturbed by a proxy before it. */
export const openDynamodb: OpenStore = async ({ seed }) => {
  const endpoint = process.env['AWS_ENDPOINT_URL_DYNAMODB'];
  if (endpoint === undefined) throw new Error('AWS_ENDPOINT_URL_DYNAMODB must name a DynamoDB');
  const tableName = `histories-${randomUUID()}`;
  const client = new DynamoDBClient({ endpoint });
  // Streams, of deleted tables too, make each request to DynamoDB Local slower, and nobody reads this one.
  const { StreamSpecification: _, ...definition } = tableDefinition(tableName);
  await client.send(new CreateTableCommand(definition));
  const proxy = new RecordingProxy(endpoint);
  const dice = diceOf(seed * 100 + 97);

  return {
    environment: {
      ...ofAws(),
      AWS_ENDPOINT_URL_DYNAMODB: await proxy.listen(),
      HOLDFAST_STORE: `dynamodb:${tableName}`,
    },
    watch: () => proxy.disturb({ dice, deal: dealer(dice) }),
    calmDown: () => proxy.calmDown(),
    read: async () => {
      const { written, services } = proxy.taken;
      return { written, services, ...(await readBehind(client, tableName)) };
    },
    tally: () => ({
      ...Object.fromEntries(proxy.struck),
      'transactions sent twice': proxy.taken.repetitions,
      'transactions refused': proxy.refused,
    }),
    close: async () => {
      await proxy.close();
      await client.send(new DeleteTableCommand({ TableName: tableName }));
      client.destroy();
    },
  };
};
