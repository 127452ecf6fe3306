import { type AttributeValue, type DynamoDBClient, ScanCommand } from '@aws-sdk/client-dynamodb';
import type { BookingState } from '../../../src/domain/booking/state.js';
import type { ServiceDay } from '../../../src/domain/schedule/service-day.js';
import type { Stored } from '../books.js';

type RawItem = Readonly<Record<string, AttributeValue>>;

async function scanned(client: DynamoDBClient, tableName: string): Promise<readonly RawItem[]> {
  const items: RawItem[] = [];
  let ExclusiveStartKey: Record<string, AttributeValue> | undefined;
  do {
    const page = await client.send(new ScanCommand({ TableName: tableName, ConsistentRead: true, ExclusiveStartKey }));
    items.push(...(page.Items ?? []));
    ExclusiveStartKey = page.LastEvaluatedKey;
  } while (ExclusiveStartKey);
  return items;
}

const eventIdOf = ({ pk, sk }: RawItem): string =>
  `${pk?.S?.replace('BOOKING#', '')}:${Number(sk?.S?.replace('EVENT#', ''))}`;

export interface StoredInTable extends Stored {
  readonly days: readonly ServiceDay[];
  /** The ids of events that still wait for a relay, or were given up on for now. */
  readonly undelivered: readonly string[];
  /** How many answers are remembered. */
  readonly records: number;
}

/** All that lies in the table, by a scan behind the adapter's back. */
export async function storedIn(client: DynamoDBClient, tableName: string): Promise<StoredInTable> {
  const items = await scanned(client, tableName);
  const those = (sort: string): readonly RawItem[] => items.filter((item) => item['sk']?.S?.startsWith(sort));
  return {
    bookings: those('BOOKING').map((item): BookingState => JSON.parse(item['state']?.S ?? '')),
    eventIds: those('EVENT#').map(eventIdOf),
    undelivered: those('EVENT#').filter((item) => item['outbox'] !== undefined).map(eventIdOf),
    days: those('DAY').map((item) => ({
      serviceId: item['serviceId']?.S ?? '',
      day: item['day']?.S ?? '',
      version: Number(item['version']?.N),
      claims: JSON.parse(item['claims']?.S ?? ''),
    })),
    records: those('IDEMPOTENCY').length,
  };
}
