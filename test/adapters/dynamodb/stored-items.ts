import type { Attributes } from '../../../src/adapters/dynamodb/attributes.js';
import { toFeed, toFeedItem } from '../../../src/adapters/dynamodb/feed-items.js';
import * as items from '../../../src/adapters/dynamodb/items.js';
import { toFollower, toFollowerItem } from '../../../src/adapters/dynamodb/subscription-items.js';
import { toBooking, toEvent } from '../../../src/domain/booking/publish.js';
import type { BookingEvent, BookingEventType } from '../../../src/domain/booking/booking.js';
import type { IdempotencyRecord } from '../../../src/domain/idempotency/record.js';
import {
  at,
  cancelled,
  completed,
  confirmed,
  expired,
  held,
  HOUR,
  iso,
  noShow,
  NOW,
  service,
  TODAY,
} from '../../unit/builders.js';

const actor = { subject: 'ada', roles: ['user'] } as const;
const previous = { dateTime: iso(NOW), endsAt: iso(NOW + HOUR), units: 2 };

export const EVENTS: { readonly [T in BookingEventType]: Extract<BookingEvent, { type: T }> } = {
  BookingHeld: toEvent('BookingHeld', toBooking(held()), actor),
  BookingConfirmed: toEvent('BookingConfirmed', toBooking(confirmed()), actor),
  BookingRescheduled: toEvent('BookingRescheduled', toBooking(held({ version: 2 })), actor, { previous }),
  BookingUpdated: toEvent('BookingUpdated', toBooking(confirmed({ version: 10 })), actor),
  BookingCancelled: toEvent('BookingCancelled', toBooking(cancelled({ version: 2 })), actor),
  BookingCompleted: toEvent('BookingCompleted', toBooking(completed({ version: 2 })), actor),
  BookingNoShow: toEvent('BookingNoShow', toBooking(noShow({ version: 2 })), actor),
  BookingExpired: toEvent('BookingExpired', toBooking(expired({ version: 2 })), actor),
};

export const RECORD: IdempotencyRecord = {
  scope: 'ada#create#key 1',
  fingerprint: '1:abc',
  requestId: 'request 1',
  answer: { booking: toBooking(confirmed()) },
  expiresAt: NOW + 24 * HOUR,
};

export const HOLD = { bookingId: 'b-2', units: 2, expiresAt: NOW + HOUR };
export const SERVICE_DAY = {
  serviceId: 'chair',
  day: TODAY,
  version: 7,
  claims: [{ from: at('10:00'), to: at('11:00'), confirmedUnits: 3, holds: [HOLD] }],
};

interface Kind {
  readonly item: Attributes;
  readonly parse: (attributes: Attributes) => unknown;
  /** What `parse` cannot do without, and which of it is JSON. */
  readonly needs: readonly string[];
  readonly json: string;
}

/** One good item of each kind. */
export const KINDS = {
  booking: {
    item: items.toBookingItem(confirmed(), EVENTS.BookingConfirmed),
    parse: items.toState,
    needs: ['schema', 'version', 'state'],
    json: 'state',
  },
  event: {
    item: items.toEventItem({ event: EVENTS.BookingUpdated, requestId: 'r' }, 'place'),
    parse: items.toStoredEvent,
    needs: ['schema', 'event', 'requestId'],
    json: 'event',
  },
  day: {
    item: items.toDayItem(SERVICE_DAY),
    parse: items.toServiceDay,
    needs: ['schema', 'version', 'serviceId', 'day', 'claims'],
    json: 'claims',
  },
  record: {
    item: items.toRecordItem(RECORD),
    parse: items.toRecord,
    needs: ['schema', 'scope', 'fingerprint', 'requestId', 'answer', 'expiresAt'],
    json: 'answer',
  },
  service: {
    item: items.toServiceItem(service()),
    parse: items.toService,
    needs: ['schema', 'service'],
    json: 'service',
  },
  follower: {
    item: toFollowerItem('user:ada', { subscriber: { connectionId: 'c-1', actor }, expiresAt: NOW + HOUR }),
    parse: toFollower,
    needs: ['schema', 'topic', 'connectionId', 'actor', 'expiresAt'],
    json: 'actor',
  },
  feed: {
    item: toFeedItem('d1', { of: { userId: 'ada' }, actor }),
    parse: toFeed,
    needs: ['schema', 'digest', 'feed'],
    json: 'feed',
  },
} as const satisfies Record<string, Kind>;

export const KIND_NAMES = Object.keys(KINDS) as readonly (keyof typeof KINDS)[];
