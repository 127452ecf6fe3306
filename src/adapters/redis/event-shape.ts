import type { BookingEvent, BookingEventType, BookingStatus } from '../../domain/booking/booking.js';
import { parseActor } from '../../domain/input/actor.js';
import { isObject } from '../../domain/input/fields.js';

/** What a booking has in each state, beside what every booking has. */
const OWN_FIELDS = {
  held: ['holdExpiresAt'],
  confirmed: ['confirmedAt'],
  completed: ['confirmedAt', 'completedAt'],
  no_show: ['confirmedAt', 'noShowAt'],
  cancelled: ['cancelledAt', 'cancelledBy'],
  expired: ['expiredAt'],
} as const satisfies Record<BookingStatus, readonly string[]>;

const STATES_AFTER = {
  BookingHeld: ['held'],
  BookingConfirmed: ['confirmed'],
  BookingRescheduled: ['held', 'confirmed'],
  BookingUpdated: ['held', 'confirmed'],
  BookingCancelled: ['cancelled'],
  BookingCompleted: ['completed'],
  BookingNoShow: ['no_show'],
  BookingExpired: ['expired'],
} as const satisfies Record<BookingEventType, readonly BookingStatus[]>;

const TEXTS = ['bookingId', 'userId', 'serviceId', 'serviceName', 'dateTime', 'endsAt', 'createdAt', 'updatedAt'];
const COUNTS = ['durationMinutes', 'units', 'version'];

type Loose = Readonly<Record<string, unknown>>;

const haveText = (given: Loose, names: readonly string[]): boolean => names.every((name) => typeof given[name] === 'string');
const haveCounts = (given: Loose, names: readonly string[]): boolean =>
  names.every((name) => Number.isSafeInteger(given[name]) && Number(given[name]) >= 0);

const statesAfter = new Map<unknown, readonly string[]>(Object.entries(STATES_AFTER));
const ownFields = new Map<unknown, readonly string[]>(Object.entries(OWN_FIELDS));

const isBooking = (given: unknown, states: readonly string[]): given is Loose =>
  isObject(given) &&
  typeof given['status'] === 'string' &&
  states.includes(given['status']) &&
  haveText(given, [...TEXTS, ...(ownFields.get(given['status']) ?? [])]) &&
  haveCounts(given, COUNTS) &&
  (given['metadata'] === undefined || isObject(given['metadata']));

const isSlot = (given: unknown): boolean =>
  isObject(given) && haveText(given, ['dateTime', 'endsAt']) && haveCounts(given, ['units']);

/** As this release publishes them, whatever else is in it. */
export function isBookingEvent(given: unknown): given is BookingEvent {
  if (!isObject(given)) return false;
  const { type, bookingId, bookingVersion, booking, actor, previous } = given;
  return (
    isBooking(booking, statesAfter.get(type) ?? []) &&
    booking['bookingId'] === bookingId &&
    booking['version'] === bookingVersion &&
    haveText(given, ['eventId', 'occurredAt']) &&
    parseActor(actor).isOk() &&
    (type !== 'BookingRescheduled' || isSlot(previous))
  );
}
