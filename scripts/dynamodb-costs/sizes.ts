import { DynamoDBClient, ScanCommand } from '@aws-sdk/client-dynamodb';
import { createBookings } from 'holdfast';
import { dynamodbStore } from 'holdfast/adapters/dynamodb';
import { manualClock } from 'holdfast/testing';
import { onNewTable } from './table-of-its-own.ts';
import { bytesOf, storedBytes } from './units.ts';

const SEATS = 5_000;
const HOURS = 24;
export const KEPT_FOR_GOOD = 'kept for good of one booking: its item and event, and what indexes carry of it';

export interface Size {
  readonly item: string;
  readonly bytes: number;
}

/** The largest item of each kind, after these bookings. */
async function sizesAfter(bookingsOf: readonly { readonly hour: number; readonly units: number }[]): Promise<ReadonlyMap<string, number>> {
  const sizes = new Map<string, number>();
  await onNewTable(async (tableName) => {
    const client = new DynamoDBClient({ maxAttempts: 1 });
    const clock = manualClock('2026-12-01T08:00:00Z');
    const services = [{ serviceId: 'harbour-tour', name: 'Harbour tour', capacity: SEATS }];
    const bookings = createBookings({ store: dynamodbStore(client, { tableName }), services, clock });
    for (const { hour, units } of bookingsOf) {
      const dateTime = `2026-12-02T${String(hour).padStart(2, '0')}:00:00Z`;
      const request = { userId: 'ada-8c1f2f64', serviceId: 'harbour-tour', dateTime, units };
      const created = await bookings.create(request, { idempotencyKey: `order-${hour}-${units}` });
      if (created.isErr()) throw new Error(`refused: ${created.error.kind}`);
    }
    const { Items = [] } = await client.send(new ScanCommand({ TableName: tableName, ConsistentRead: true }));
    for (const item of Items) {
      const kind = item['sk']?.S?.split('#')[0] ?? '';
      sizes.set(kind, Math.max(sizes.get(kind) ?? 0, bytesOf(item)));
      if (['BOOKING', 'EVENT'].includes(kind)) sizes.set(KEPT_FOR_GOOD, (sizes.get(KEPT_FOR_GOOD) ?? 0) + storedBytes(item));
    }
    client.destroy();
  });
  return sizes;
}

/** How large items are that hold what bookings usually hold: no notes, no metadata. */
export async function usualSizes(): Promise<readonly Size[]> {
  const one = await sizesAfter([{ hour: 9, units: 1 }]);
  const full = await sizesAfter([{ hour: 9, units: SEATS - 1 }, { hour: 9, units: 1 }]);
  const hourly = await sizesAfter(Array.from({ length: HOURS }, (_, hour) => ({ hour, units: 1 })));
  const size = (item: string, bytes = Number.NaN): Size => ({ item, bytes });
  return [
    size('booking', one.get('BOOKING')),
    size('event', one.get('EVENT')),
    size('idempotency record', one.get('IDEMPOTENCY')),
    size('service', one.get('SERVICE')),
    size(KEPT_FOR_GOOD, one.get(KEPT_FOR_GOOD)),
    size('service day, one interval with one unit taken', one.get('DAY')),
    size(`service day, one interval with ${SEATS.toLocaleString('en')} units taken`, full.get('DAY')),
    size(`service day, ${HOURS} intervals`, hourly.get('DAY')),
  ];
}
