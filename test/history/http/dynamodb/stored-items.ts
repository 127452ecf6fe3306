import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import type { BookingEvent, Service } from '../../../../src/index.js';
import type { BookingState } from '../../../../src/domain/booking/state.js';
import type { ServiceDay } from '../../../../src/domain/schedule/service-day.js';
import type { StoredRecord } from '../watched-store.js';

// What an item says, by the table that docs/dynamodb.md shows and not by the adapter's own reading of it.

export type StoredItem = Readonly<Record<string, AttributeValue>>;
type Kind = 'booking' | 'event' | 'day' | 'record' | 'service';

const KINDS: Readonly<Record<string, Kind>> = {
  BOOKING: 'booking',
  EVENT: 'event',
  DAY: 'day',
  IDEMPOTENCY: 'record',
  SERVICE: 'service',
};

const textIn = (item: StoredItem, name: string): string => {
  const text = item[name]?.S;
  if (text === undefined) throw new Error(`an item without the text ${name}: ${JSON.stringify(item['pk'])}`);
  return text;
};
const numberIn = (item: StoredItem, name: string): number => Number(item[name]?.N);

/** @throws Error for one of no kind that is known here. */
export function kindOf(item: StoredItem): Kind {
  const sort = textIn(item, 'sk');
  const kind = KINDS[sort.split('#')[0] ?? ''];
  if (!kind) throw new Error(`an item of an unknown kind: ${sort}`);
  return kind;
}

export const stateIn = (item: StoredItem): BookingState => JSON.parse(textIn(item, 'state'));
export const serviceIn = (item: StoredItem): Service => JSON.parse(textIn(item, 'service'));
export const eventIn = (item: StoredItem): { readonly requestId: string; readonly event: BookingEvent } => ({
  requestId: textIn(item, 'requestId'),
  event: JSON.parse(textIn(item, 'event')),
});
export const dayIn = (item: StoredItem): ServiceDay => ({
  serviceId: textIn(item, 'serviceId'),
  day: textIn(item, 'day'),
  version: numberIn(item, 'version'),
  claims: JSON.parse(textIn(item, 'claims')),
});
export const recordIn = (item: StoredItem): StoredRecord => ({
  scope: textIn(item, 'scope'),
  requestId: textIn(item, 'requestId'),
  expiresAt: numberIn(item, 'expiresAt'),
});
export const isParked = (item: StoredItem): boolean => item['outbox']?.S === 'PARKED';
