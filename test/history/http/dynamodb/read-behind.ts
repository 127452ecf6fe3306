import { type DynamoDBClient, paginateScan } from '@aws-sdk/client-dynamodb';
import type { Found } from '../watched-store.js';
import { dayIn, eventIn, isParked, kindOf, stateIn, type StoredItem } from './stored-items.js';

/** Every item of the table. */
async function scanned(client: DynamoDBClient, tableName: string): Promise<readonly StoredItem[]> {
  const items: StoredItem[] = [];
  for await (const { Items = [] } of paginateScan({ client }, { TableName: tableName, ConsistentRead: true })) items.push(...Items);
  return items;
}

const eventIdIn = (item: StoredItem): string => eventIn(item).event.eventId;

export async function readBehind(client: DynamoDBClient, tableName: string): Promise<Omit<Found, 'written' | 'services'>> {
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
