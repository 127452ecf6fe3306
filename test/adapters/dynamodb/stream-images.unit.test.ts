import { describe, expect, it } from 'vitest';
import type { Attributes, RawItem } from '../../../src/adapters/dynamodb/attributes.js';
import { bookingEventIn } from '../../../src/adapters/dynamodb/index.js';
import * as items from '../../../src/adapters/dynamodb/items.js';
import { confirmed } from '../../unit/builders.js';
import { EVENTS, KINDS } from './stored-items.js';

const raw = (item: Attributes): RawItem =>
  Object.fromEntries(
    Object.entries(item)
      .filter(([, value]) => value !== undefined)
      .map(([name, value]) => [name, typeof value === 'number' ? { N: String(value) } : { S: String(value) }]),
  );

const EVENT = EVENTS.BookingUpdated;
const BOOKING = items.toBookingItem(confirmed({ version: 10 }), EVENT);
const spoiled = (changes: Attributes) => bookingEventIn(raw({ ...BOOKING, ...changes }));

it('the image of a booking’s item holds the event that wrote it', () => {
  expect(bookingEventIn(raw(BOOKING))).toEqual({ kind: 'event', event: EVENT });
});

describe('no event is', () => {
  it.each(['event', 'day', 'record', 'service'] as const)('the image of another item of ours: %s', (kind) => {
    expect(bookingEventIn(raw(KINDS[kind].item))).toEqual({ kind: 'other' });
  });

  it.each<[string, RawItem]>([
    ['of nothing', {}],
    ['with other keys', { id: { S: 'BOOKING#b-1' }, sort: { S: 'BOOKING' } }],
    ['whose keys are numbers', { pk: { N: '1' }, sk: { N: '2' } }],
    ['next to ours', { ...raw(BOOKING), pk: { S: 'BOOKINGS#b-1' } }],
    ['below ours', { ...raw(BOOKING), sk: { S: 'BOOKING#2' } }],
    ['with something else than text in it', JSON.parse('{"pk":{"B":"Qk9PS0lORyNi"},"sk":{"SS":["BOOKING"]}}')],
  ])('somebody else’s item, %s', (_, image) => {
    expect(bookingEventIn(image)).toEqual({ kind: 'other' });
  });
});

describe('an image of a booking that cannot be read', () => {
  const unread = (why: string) => ({
    kind: 'unread',
    eventId: 'b-1:10',
    bookingId: 'b-1',
    unread: expect.objectContaining({ code: 'UNREADABLE_ITEM', message: `the item BOOKING#b-1 / BOOKING ${why}` }),
  });

  it.each<[Attributes, string]>([
    [{ schema: 2 }, 'has schema 2, newer than 1, the newest this release knows'],
    [{ schema: undefined }, 'was not written by Holdfast'],
    [{ state: '{' }, 'holds no JSON in state'],
    [{ state: undefined }, 'holds no text in state'],
    [{ lastEvent: undefined }, 'holds no text in lastEvent'],
    [{ lastEvent: '{}' }, 'holds in lastEvent what it should not, at type'],
    [{ lastEvent: '{"type":"BookingGone","actor":{"subject":"a","roles":[]}}' }, 'holds in lastEvent what it should not, at type'],
    [{ lastEvent: '{"type":"BookingHeld","actor":{"subject":"a","roles":["user"]}}' }, 'holds the facts of an event that is none'],
    [{ lastEvent: '{"type":"BookingRescheduled","actor":{"subject":"a","roles":["user"]}}' }, 'holds the facts of an event that is none'],
  ])('%j says why, and which event is meant', (changes, why) => {
    expect(spoiled(changes)).toEqual(unread(why));
  });

  it.each([undefined, 'ten', 1.5])('and whose version is %s means none that there is', (version) => {
    expect(spoiled({ version })).toMatchObject({ kind: 'unread', eventId: 'b-1:0' });
  });
});
