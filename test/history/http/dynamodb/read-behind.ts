import { type DynamoDBClient, paginateScan } from '@aws-sdk/client-dynamodb';
import type { Found } from '../watched-store.js';
import { dayIn, eventIn, isParked, kindOf, stateIn, type StoredItem } from './stored-items.js';

/** Every item of the table. */
async function scanned(client: DynamoDBClient, tableName: string): Promise<readonly StoredItem[]> {
  const items: StoredItem[] = [];
  const pages = paginateScan({ client }, { TableName: tableName, ConsistentRead: true });
  for await (const { Items = [] } of pages) items.push(...Items);
  return items;
}

const eventIdIn = (item: StoredItem): string => eventIn(item).event.eventId;

/** What is stored; how it came to be so, nobody can read there. */
type Stored = Omit<Found, 'written' | 'services'>;

export async function readBehind(client: DynamoDBClient, tableName: string): Promise<Stored> {
  const items = Map.groupBy(await scanned(client, tableName), kindOf);
  // By their keys the versions of a booking ascend.
  const events = (items.get('event') ?? []).toSorted((a, b) => ((a['sk']?.S ?? '') < (b['sk']?.S ?? '') ? -1 : 1));
  return {
    bookings: (items.get('booking') ?? []).map(stateIn),
    days: (items.get('day') ?? []).map(dayIn),
    eventIds: events.map(eventIdIn),
    parked: events.filter(isParked).map(eventIdIn),
  };
}
