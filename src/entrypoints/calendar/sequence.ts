import type { BookingEvent, BookingEventType } from '../../domain/booking/booking.js';

/** Which of them change how an entry stands; whether a reschedule changes its time, it says itself. */
const CHANGES_STANDING = {
  BookingHeld: false,
  BookingConfirmed: true,
  BookingRescheduled: false,
  BookingUpdated: false,
  BookingCancelled: true,
  BookingCompleted: false,
  BookingNoShow: false,
  BookingExpired: true,
} as const satisfies Record<BookingEventType, boolean>;

const isMaterial = (event: BookingEvent): boolean =>
  event.type === 'BookingRescheduled'
    ? event.previous.dateTime !== event.booking.dateTime || event.previous.endsAt !== event.booking.endsAt
    : CHANGES_STANDING[event.type];

/**
 * The `SEQUENCE` of a booking at a version, of its history: how often it changed in what calendars tell people of. So
 * notes, metadata, units, a payment or that it took place raise nothing, and whoever counts comes to the same.
 */
export const sequenceAt = (version: number, history: readonly BookingEvent[]): number =>
  history.filter((event) => event.bookingVersion > 1 && event.bookingVersion <= version && isMaterial(event)).length;
