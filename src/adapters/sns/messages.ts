import type { BookingEvent, BookingEventType, Instant, PreviousSlot } from '../../domain/booking/booking.js';
import { asciiOf, lineOf } from './plain-text.js';

const HEADLINES = {
  BookingHeld: 'Booking held',
  BookingConfirmed: 'Booking confirmed',
  BookingRescheduled: 'Booking moved',
  BookingUpdated: 'Booking changed',
  BookingCancelled: 'Booking cancelled',
  BookingCompleted: 'Booking completed',
  BookingNoShow: 'Booking missed',
  BookingExpired: 'Hold expired',
} as const satisfies Record<BookingEventType, string>;

/** Leaves room for the rest in a subject, and in a short message. */
const NAME_LENGTH = 60;

/** `2026-12-01 10:00 UTC` */
const minute = (instant: Instant): string => `${lineOf(instant).slice(0, 16).replace('T', ' ')} UTC`;
const slot = ({ dateTime, endsAt }: PreviousSlot): string => `${minute(dateTime)} to ${minute(endsAt)}`;

function further(event: BookingEvent): readonly string[] {
  if (event.type === 'BookingRescheduled') return [`Before: ${slot(event.previous)}, units: ${event.previous.units}`];
  if (event.type === 'BookingHeld') return [`Held until: ${minute(event.booking.holdExpiresAt)}`];
  return [];
}

/** ASCII, one line, below 100 characters. */
export const subjectOf = ({ type, booking }: BookingEvent): string =>
  `${HEADLINES[type]}: ${asciiOf(booking.serviceName, booking.serviceId, NAME_LENGTH)}`;

/** What people read. What a user wrote is one line of it, and only the service's name is there. */
export function emailOf(event: BookingEvent): string {
  const { booking } = event;
  const lines = [
    `${HEADLINES[event.type]}: ${lineOf(booking.serviceName)}`,
    '',
    `When: ${slot(booking)}`,
    ...further(event),
    `Units: ${booking.units}`,
    `Status: ${booking.status}`,
    `User: ${lineOf(booking.userId, 255)}`,
    `Booking: ${lineOf(booking.bookingId)}, version ${booking.version}`,
  ];
  return lines.join('\n');
}

/** One part of a short message: ASCII, below 140 characters. */
export const smsOf = (event: BookingEvent): string => `${subjectOf(event)}, ${minute(event.booking.dateTime)}`;

/** SQS takes what XML may hold. Of what JSON leaves as it is, these two may not be in it. */
const NOT_IN_XML = /[\uFFFE\uFFFF]/g;

/** What programs read: the event, just as it was published. */
export const jsonOf = (event: BookingEvent): string =>
  JSON.stringify(event).replace(NOT_IN_XML, (character) => `\\u${character.charCodeAt(0).toString(16)}`);
