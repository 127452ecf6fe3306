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
export type { AuditReport } from './domain/use-cases/audit/audit-service-days.js';
export type { DayDifference, HoldDiffers, UnitsDiffer } from './domain/use-cases/audit/differences.js';
export type { AuditRange, InvalidRange } from './domain/use-cases/audit/range.js';
export { type AuditOptions, auditServiceDays } from './entrypoints/library/audit-service-days.js';
export type { BookingsConfig } from './entrypoints/library/config.js';
export { createBookings } from './entrypoints/library/create-bookings.js';
export type * from './ports/index.js';
