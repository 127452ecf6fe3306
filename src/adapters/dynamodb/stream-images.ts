import * as z from 'zod/mini';
import type { BookingEvent } from '../../domain/booking/booking.js';
import { toBooking, toEvent } from '../../domain/booking/publish.js';
import { type Attributes, fromRaw, Item, keyIn, type RawItem } from './attributes.js';
import { toState } from './items.js';
import { bookingIdIn, bookingKey } from './keys.js';
import { event as eventShape, facts as factsShape } from './published-shapes.js';
import { UnreadableItem } from './unreadable-item.js';

/** What the image of an item in the table's stream tells. */
export type BookingImage =
  | { readonly kind: 'event'; readonly event: BookingEvent }
  /** Of another item than a booking: an event, a service day, somebody else's. */
  | { readonly kind: 'other' }
  /** A booking's, but damaged or of a newer release. `unread` says which, and quotes nothing. */
  | { readonly kind: 'unread'; readonly eventId: string; readonly bookingId: string; readonly unread: UnreadableItem };

const isEvent = (value: unknown): value is BookingEvent => z.safeParse(eventShape, value).success;

function lastEventOf(attributes: Attributes): BookingEvent {
  const state = toState(attributes);
  const item = new Item(attributes);
  const { type, actor, ...more } = item.json('lastEvent', factsShape);
  const event = toEvent(type, toBooking(state), actor, more);
  if (isEvent(event)) return event;
  throw item.unreadable('holds the facts of an event that is none');
}

/** No event has version 0: where even the version cannot be read, what is meant can be found nowhere. */
const versionIn = ({ version }: Attributes): number => (typeof version === 'number' && Number.isSafeInteger(version) ? version : 0);

/**
 * The event that wrote a booking's item, just as the event's own item holds it: the new image has all of it, so that
 * nothing is read.
 */
export function bookingEventIn(image: RawItem): BookingImage {
  const attributes = fromRaw(image);
  const key = keyIn(attributes);
  const bookingId = bookingIdIn(key);
  const { pk, sk } = bookingKey(bookingId);
  if (key.pk !== pk || key.sk !== sk) return { kind: 'other' };
  try {
    return { kind: 'event', event: lastEventOf(attributes) };
  } catch (unread) {
    if (!(unread instanceof UnreadableItem)) throw unread;
    return { kind: 'unread', eventId: `${bookingId}:${versionIn(attributes)}`, bookingId, unread };
  }
}
