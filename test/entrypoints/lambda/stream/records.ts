import { toBookingItem } from '../../../../src/adapters/dynamodb/items.js';
import type { BookingEvent } from '../../../../src/domain/booking/booking.js';
import { toBooking, toEvent } from '../../../../src/domain/booking/publish.js';
import type { Invocation, StreamImage, StreamRecord } from '../../../../src/entrypoints/lambda/index.js';
import { confirmed } from '../../../unit/builders.js';

const actor = { subject: 'ada', roles: ['user'] } as const;

const raw = (item: object): StreamImage =>
  Object.fromEntries(
    Object.entries(item).map(([name, value]) => [name, typeof value === 'number' ? { N: String(value) } : { S: String(value) }]),
  );

let drawn = 0;

/** As a mapping hands it over; the sequence number grows. */
export function recordOf(image: StreamImage, given: Partial<StreamRecord> = {}): StreamRecord {
  drawn += 1;
  const dynamodb = { SequenceNumber: String(100_000 + drawn), NewImage: image };
  return { eventSource: 'aws:dynamodb', eventName: 'MODIFY', dynamodb, ...given };
}

/** `b-1:3` is the change of booking b-1 to its version 3. */
export function bookingImage(eventId: string): StreamImage {
  const [bookingId = '', version] = eventId.split(':');
  const state = confirmed({ bookingId, version: Number(version) });
  const event: BookingEvent = toEvent('BookingUpdated', toBooking(state), actor);
  return raw(toBookingItem(state, event));
}
export const records = (...eventIds: readonly string[]): readonly StreamRecord[] =>
  eventIds.map((eventId) => recordOf(bookingImage(eventId)));

export const numberOf = ({ dynamodb }: StreamRecord): string => dynamodb?.SequenceNumber ?? '';

/** With all the time in the world, unless told otherwise. */
export const invocation = (left: () => number = () => 60_000): Invocation => ({ getRemainingTimeInMillis: left });
