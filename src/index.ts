// holdfast: the library. Importing this loads neverthrow and nothing else.
export type { Actor, Role } from './domain/access/actor.js';
export type {
  Booking,
  BookingEvent,
  BookingEventType,
  BookingStatus,
  CancelledBooking,
  CompletedBooking,
  ConfirmedBooking,
  ExpiredBooking,
  HeldBooking,
  Instant,
  NoShowBooking,
  OpenBooking,
  PreviousSlot,
} from './domain/booking/booking.js';
export type * from './domain/booking/refusals.js';
export { err, errAsync, ok, okAsync, type Result, ResultAsync } from './domain/result.js';
export type { Policy, Service } from './domain/schedule/policy.js';
export type { BookingsConfig } from './entrypoints/library/config.js';
export { createBookings } from './entrypoints/library/create-bookings.js';
export type * from './ports/index.js';
