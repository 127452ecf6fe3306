import { describe, expect, it } from 'vitest';
import { type Attributes, fromRaw } from '../../../src/adapters/dynamodb/attributes.js';
import * as items from '../../../src/adapters/dynamodb/items.js';
import { inStatus, service } from '../../unit/builders.js';
import { EVENTS, RECORD, SERVICE_DAY } from './stored-items.js';

/** Byte for byte: a first answer is repeated with its keys in their order. */
const same = (found: unknown, put: unknown): void => expect(JSON.stringify(found)).toBe(JSON.stringify(put));

const DETAILS = {
  notes: 'Zoë 🪑 "quoted" \\ back\nnext line',
  metadata: { order: '17', 'a.b': "it's", constructor: '' },
  paymentReference: 'pay#1/2',
};

describe.each(Object.values(inStatus))('a booking: $name', (make) => {
  it.each([
    ['bare', {}],
    ['with every detail', { ...DETAILS, before: 15, after: 30, units: 4, version: 1_000 }],
  ])('comes back as it was put, %s', (_, given) => {
    const state = make(given);
    same(items.toState(items.toBookingItem(state, undefined)), state);
  });
});

it('a cancelled booking comes back with its reason', () => {
  const state = { ...inStatus.cancelled(), cancelReason: 'ill' };
  same(items.toState(items.toBookingItem(state, undefined)), state);
});

describe.each(Object.values(EVENTS))('an event: $type', (event) => {
  const stored = { event, requestId: 'r-1' };

  it.each([undefined, '2030#1#b-1:1'])('comes back as it was put, in the outbox at %s', (place) => {
    same(items.toStoredEvent(items.toEventItem(stored, place)), stored);
  });

  it('can be made of the booking’s own item, which is all that a reader of the stream is sure to see', () => {
    const { lastEvent } = items.toBookingItem(inStatus[event.booking.status](), event);
    const facts: object = JSON.parse(String(lastEvent));
    const { eventId: _, bookingId: _id, bookingVersion: _version, occurredAt: _at, booking: _booking, ...rest } = event;
    expect(facts).toEqual(rest);
  });
});

describe('a service day', () => {
  it.each([SERVICE_DAY, { ...SERVICE_DAY, claims: [] }])('comes back as it was put', (day) => {
    same(items.toServiceDay(items.toDayItem(day)), day);
  });
});

describe('an idempotency record', () => {
  const refused = { ...RECORD, answer: { refusal: { kind: 'in_the_past' as const } } };
  it.each([RECORD, refused])('comes back as it was put', (record) => {
    same(items.toRecord(items.toRecordItem(record)), record);
  });

  it('comes back from a failed condition, which hands it back raw', () => {
    const item = items.toRecordItem(RECORD);
    const toRaw = (value: unknown) => (typeof value === 'number' ? { N: String(value) } : { S: String(value) });
    const raw = Object.fromEntries(Object.entries(item).map(([name, value]) => [name, toRaw(value)]));
    same(items.toRecord(fromRaw(raw)), RECORD);
  });

  it('may be deleted by DynamoDB only when it is over, in whole seconds', () => {
    const ttlOf = (expiresAt: number) => items.toRecordItem({ ...RECORD, expiresAt })['ttl'];
    expect([5_000, 5_001, 5_999, 6_000].map(ttlOf)).toEqual([5, 6, 6, 6]);
  });
});

it('a service comes back as it was put, with and without a choice of durations', () => {
  for (const one of [service(), service({ minDurationMinutes: 30, maxDurationMinutes: 90, version: 12 })]) {
    same(items.toService(items.toServiceItem(one)), one);
  }
});

describe('what is only sometimes in an item', () => {
  const has = (item: Attributes, ...names: readonly string[]): readonly boolean[] => names.map((name) => name in item);

  it('is the place among the holds that lapse: as long as it is held', () => {
    const listed = Object.entries(inStatus).filter(([, make]) => {
      return has(items.toBookingItem(make(), undefined), 'dueShard', 'expiresAtAndId').some(Boolean);
    });
    expect(listed.map(([status]) => status)).toEqual(['held']);
  });

  it('is the place in the outbox: where a relay asks for it', () => {
    const inOutbox = (place: string | undefined) =>
      has(items.toEventItem({ event: EVENTS.BookingHeld, requestId: 'r' }, place), 'outbox', 'outboxPlace', 'attempts');
    expect(inOutbox('place')).toEqual([true, true, true]);
    expect(inOutbox(undefined)).toEqual([false, false, false]);
  });

  it('is a time to be deleted at: only records have one', () => {
    const all = [
      ...Object.values(inStatus).map((make) => items.toBookingItem(make(), undefined)),
      items.toEventItem({ event: EVENTS.BookingHeld, requestId: 'r' }, 'place'),
      items.toDayItem(SERVICE_DAY),
      items.toServiceItem(service()),
    ];
    expect(all.filter((item) => 'ttl' in item)).toEqual([]);
  });
});
