import type { BookingEvent } from '../../domain/booking/booking.js';
import type { BookingState } from '../../domain/booking/state.js';
import type { IdempotencyRecord, RememberedAnswer } from '../../domain/idempotency/record.js';
import type { Service } from '../../domain/schedule/policy.js';
import type { ServiceDay } from '../../domain/schedule/service-day.js';
import type { StoredEvent } from '../../ports/index.js';
import { type Attributes, Item, SCHEMA } from './attributes.js';
import { bookingKey, dayKey, eventKey, recordKey, serviceKey } from './keys.js';
import { placeOf } from './places.js';
import { shardOf } from './shards.js';
import { event as eventShape } from './published-shapes.js';
import * as shape from './shapes.js';
import { CATALOG, TTL_ATTRIBUTE } from './table-definition.js';

// JSON is stored as text: a map of DynamoDB's forgets the order of its keys, costs more bytes, and is slower to read.

/** With what a reader of the stream needs to make the event of it, for order is promised per item only. */
export function toBookingItem(state: BookingState, event: BookingEvent | undefined): Attributes {
  const { bookingId, version, status, userId, serviceId, startsAt } = state;
  return {
    ...bookingKey(bookingId),
    schema: SCHEMA,
    version,
    status,
    userId,
    serviceId,
    startShard: shardOf('BOOKING', bookingId),
    startsAtAndId: placeOf(startsAt, bookingId),
    ...(state.status === 'held' && {
      dueShard: shardOf('HOLD', bookingId),
      expiresAtAndId: placeOf(state.holdExpiresAt, bookingId),
    }),
    state: JSON.stringify(state),
    ...(event && { lastEvent: JSON.stringify(factsOf(event)) }),
  };
}

const factsOf = (event: BookingEvent): object => ({
  type: event.type,
  actor: event.actor,
  ...('previous' in event && { previous: event.previous }),
});

export function toState(attributes: Attributes): BookingState {
  const item = new Item(attributes);
  const state = item.json('state', shape.state);
  if (state.version !== item.whole('version')) throw item.unreadable('holds a state of another version');
  item.mustLieAt(bookingKey(state.bookingId));
  return state;
}

/** With a place in the outbox where a relay polls; without, the event is history only. */
export const toEventItem = ({ event, requestId }: StoredEvent, outboxPlace: string | undefined): Attributes => ({
  ...eventKey(event.bookingId, event.bookingVersion),
  schema: SCHEMA,
  version: event.bookingVersion,
  requestId,
  event: JSON.stringify(event),
  ...(outboxPlace && { outbox: shardOf('EVENT', event.bookingId), outboxPlace, attempts: 0 }),
});

export function toStoredEvent(attributes: Attributes): StoredEvent {
  const item = new Item(attributes);
  const event = item.json('event', eventShape);
  item.mustLieAt(eventKey(event.bookingId, event.bookingVersion));
  return { event, requestId: item.text('requestId') };
}

export const toDayItem = ({ serviceId, day, version, claims }: ServiceDay): Attributes => ({
  ...dayKey({ serviceId, day }),
  schema: SCHEMA,
  version,
  serviceId,
  day,
  claims: JSON.stringify(claims),
});

export function toServiceDay(attributes: Attributes): ServiceDay {
  const item = new Item(attributes);
  const key = { serviceId: item.text('serviceId'), day: item.text('day') };
  item.mustLieAt(dayKey(key));
  return { ...key, version: item.whole('version'), claims: item.json('claims', shape.claims) };
}

export const toRecordItem = ({ scope, fingerprint, requestId, answer, expiresAt }: IdempotencyRecord): Attributes => ({
  ...recordKey(scope),
  schema: SCHEMA,
  scope,
  fingerprint,
  requestId,
  answer: JSON.stringify(answer),
  expiresAt,
  [TTL_ATTRIBUTE]: Math.ceil(expiresAt / 1000),
});

export function toRecord(attributes: Attributes): IdempotencyRecord {
  const item = new Item(attributes);
  const scope = item.text('scope');
  item.mustLieAt(recordKey(scope));
  return {
    scope,
    fingerprint: item.text('fingerprint'),
    requestId: item.text('requestId'),
    answer: item.json('answer', shape.answer) as RememberedAnswer,
    expiresAt: item.whole('expiresAt'),
  };
}

export const toServiceItem = (service: Service): Attributes => ({
  ...serviceKey(service.serviceId),
  schema: SCHEMA,
  version: service.version,
  catalog: CATALOG,
  catalogPlace: service.serviceId,
  service: JSON.stringify(service),
});

export function toService(attributes: Attributes): Service {
  const item = new Item(attributes);
  const service = item.json('service', shape.service);
  item.mustLieAt(serviceKey(service.serviceId));
  return service;
}
