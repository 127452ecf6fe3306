import type { AttributeValue, DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { ScanCommand } from '@aws-sdk/client-dynamodb';
import { dynamodbStore, type DynamodbStoreOptions } from '../../src/adapters/dynamodb/index.js';
import type { StoreCapabilities, StoreUnderTest } from '../../src/entrypoints/testing/index.js';
import { localTable } from '../adapters/dynamodb/local-table.js';

export const dynamodbCapabilities = (relay: DynamodbStoreOptions['relay']): StoreCapabilities => ({
  durable: true,
  sharedBetweenProcesses: true,
  consistentLists: false,
  outbox: relay === 'poll',
});

type RawItem = Readonly<Record<string, AttributeValue>>;

/** Every item whose sort key begins so, by a scan of the whole table. */
async function scanned(client: DynamoDBClient, tableName: string, sk: string): Promise<readonly RawItem[]> {
  const items: RawItem[] = [];
  let ExclusiveStartKey: Record<string, AttributeValue> | undefined;
  do {
    const page = await client.send(new ScanCommand({ TableName: tableName, ConsistentRead: true, ExclusiveStartKey }));
    items.push(...(page.Items ?? []));
    ExclusiveStartKey = page.LastEvaluatedKey;
  } while (ExclusiveStartKey);
  return items.filter((item) => item['sk']?.S?.startsWith(sk));
}

/** The store on a table of its own. */
export async function dynamodbUnderTest(relay: DynamodbStoreOptions['relay']): Promise<StoreUnderTest> {
  const { client, tableName, drop } = await localTable();
  const open = () => dynamodbStore(client, { tableName, relay });
  return {
    store: open(),
    inspect: {
      days: async () =>
        (await scanned(client, tableName, 'DAY')).map((item) => ({
          serviceId: item['serviceId']?.S ?? '',
          day: item['day']?.S ?? '',
          version: Number(item['version']?.N),
          claims: JSON.parse(item['claims']?.S ?? ''),
        })),
      eventIds: async () =>
        (await scanned(client, tableName, 'EVENT#')).map(
          ({ pk, sk }) => `${pk?.S?.replace('BOOKING#', '')}:${Number(sk?.S?.replace('EVENT#', ''))}`,
        ),
    },
    reopen: async () => open(),
    dispose: drop,
  };
}
