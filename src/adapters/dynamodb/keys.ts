import type { DayKey } from '../../domain/schedule/service-day.js';

/** Where an item lies. No id holds a `#`, and a scope is percent-encoded part by part, so no two keys run together. */
export interface Key {
  readonly pk: string;
  readonly sk: string;
}

/** To tell keys apart by. */
export const nameOf = ({ pk, sk }: Key): string => `${pk} ${sk}`;

const bookingPartition = (bookingId: string): string => `BOOKING#${bookingId}`;
const eventSort = (version: number): string => `EVENT#${String(version).padStart(10, '0')}`;

export const bookingKey = (bookingId: string): Key => ({ pk: bookingPartition(bookingId), sk: 'BOOKING' });
export const eventKey = (bookingId: string, version: number): Key => ({
  pk: bookingPartition(bookingId),
  sk: eventSort(version),
});
export const dayKey = ({ serviceId, day }: DayKey): Key => ({ pk: `DAY#${serviceId}#${day}`, sk: 'DAY' });
export const recordKey = (scope: string): Key => ({ pk: `IDEMPOTENCY#${scope}`, sk: 'IDEMPOTENCY' });
export const serviceKey = (serviceId: string): Key => ({ pk: `SERVICE#${serviceId}`, sk: 'SERVICE' });

/** Who follows a topic, and the way back: nothing comes behind a topic that could run into it. */
export const followerKey = (topic: string, connectionId: string): Key => ({ pk: `CONNECTION#${topic}`, sk: connectionId });
export const followedKey = (connectionId: string, topic: string): Key => ({ pk: `SUBSCRIBER#${connectionId}`, sk: topic });

export const ticketKey = (digest: string): Key => ({ pk: `TICKET#${digest}`, sk: 'TICKET' });
/** By the digest of its token, which is in hexadecimal. */
export const feedKey = (digest: string): Key => ({ pk: `FEED#${digest}`, sk: 'FEED' });

export const bookingIdIn = ({ pk }: Key): string => pk.slice(bookingPartition('').length);

/** The event before this one in its booking. */
export const eventBefore = ({ pk }: Key, version: number): Key => ({ pk, sk: eventSort(version - 1) });

/** An event's id is `<bookingId>:<version>`. */
export function eventKeyOf(eventId: string): Key {
  const colon = eventId.lastIndexOf(':');
  return eventKey(eventId.slice(0, colon), Number(eventId.slice(colon + 1)));
}

/** The events of a booking with a version above `version`, as the bounds of a `BETWEEN`. */
export const eventsAfter = (bookingId: string, version: number) => ({
  pk: bookingPartition(bookingId),
  from: eventSort(version + 1),
  to: eventSort(9_999_999_999),
});
