import type { Actor } from '../access/actor.js';
import { MINUTE } from '../schedule/interval.js';
import { toInstant } from '../schedule/utc.js';
import type { Booking, BookingBase, BookingEventType, Fact, Instant } from './booking.js';
import type { BookingState } from './state.js';

type Writable<T> = { -readonly [K in keyof T]: T[K] };

/** The one place where the published shape is made. Frozen: stores and callers share it. */
export function toBooking<S extends BookingState>(state: S): Extract<Booking, { status: S['status'] }>;
export function toBooking(state: BookingState): Booking {
  const createdAt = toInstant(state.createdAt);
  const at = (instant: number): Instant => (instant === state.createdAt ? createdAt : toInstant(instant));
  const base: Writable<BookingBase> & { status: BookingState['status'] } = {
    bookingId: state.bookingId,
    userId: state.userId,
    serviceId: state.serviceId,
    serviceName: state.serviceName,
    dateTime: toInstant(state.startsAt),
    endsAt: toInstant(state.endsAt),
    durationMinutes: (state.endsAt - state.startsAt) / MINUTE,
    units: state.claim.units,
    status: state.status,
    version: state.version,
    createdAt,
    updatedAt: at(state.updatedAt),
  };
  if (state.notes !== undefined) base.notes = state.notes;
  if (state.metadata !== undefined) base.metadata = state.metadata;
  if (state.paymentReference !== undefined) base.paymentReference = state.paymentReference;
  switch (state.status) {
    case 'held':
      return Object.freeze({ ...base, status: state.status, holdExpiresAt: toInstant(state.holdExpiresAt) });
    case 'confirmed':
      return Object.freeze({ ...base, status: state.status, confirmedAt: at(state.confirmedAt) });
    case 'completed':
      return Object.freeze({
        ...base,
        status: state.status,
        confirmedAt: at(state.confirmedAt),
        completedAt: toInstant(state.completedAt),
      });
    case 'no_show':
      return Object.freeze({
        ...base,
        status: state.status,
        confirmedAt: at(state.confirmedAt),
        noShowAt: toInstant(state.noShowAt),
      });
    case 'cancelled':
      return Object.freeze({
        ...base,
        status: state.status,
        cancelledAt: toInstant(state.cancelledAt),
        cancelledBy: state.cancelledBy,
        ...(state.cancelReason !== undefined && { cancelReason: state.cancelReason }),
      });
    case 'expired':
      return Object.freeze({ ...base, status: state.status, expiredAt: toInstant(state.expiredAt) });
  }
}

/** One event per version; its id says which. */
export function toEvent<T extends BookingEventType, B extends Booking>(type: T, booking: B, actor: Actor): Fact<T, B>;
export function toEvent<T extends BookingEventType, B extends Booking, X extends object>(
  type: T,
  booking: B,
  actor: Actor,
  more: X,
): Fact<T, B> & Readonly<X>;
export function toEvent(type: BookingEventType, booking: Booking, actor: Actor, more?: object) {
  const { bookingId, version, updatedAt } = booking;
  return Object.freeze({
    type,
    eventId: `${bookingId}:${version}`,
    bookingId,
    bookingVersion: version,
    occurredAt: updatedAt,
    actor,
    booking,
    ...more,
  });
}
