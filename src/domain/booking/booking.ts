import type { Actor } from '../access/actor.js';

/** UTC with milliseconds: `2026-12-01T10:00:00.000Z` */
export type Instant = string;

export interface BookingBase {
  readonly bookingId: string;
  readonly userId: string;
  readonly serviceId: string;
  readonly serviceName: string;
  readonly dateTime: Instant;
  readonly endsAt: Instant;
  readonly durationMinutes: number;
  readonly units: number;
  readonly version: number;
  readonly createdAt: Instant;
  readonly updatedAt: Instant;
  readonly notes?: string;
  readonly metadata?: Readonly<Record<string, string>>;
  readonly paymentReference?: string;
}

/** Occupies its slot until `holdExpiresAt`; from that instant on the slot is free. */
export interface HeldBooking extends BookingBase {
  readonly status: 'held';
  readonly holdExpiresAt: Instant;
}
export interface ConfirmedBooking extends BookingBase {
  readonly status: 'confirmed';
  readonly confirmedAt: Instant;
}
export interface CompletedBooking extends BookingBase {
  readonly status: 'completed';
  readonly confirmedAt: Instant;
  readonly completedAt: Instant;
}
export interface NoShowBooking extends BookingBase {
  readonly status: 'no_show';
  readonly confirmedAt: Instant;
  readonly noShowAt: Instant;
}
export interface CancelledBooking extends BookingBase {
  readonly status: 'cancelled';
  readonly cancelledAt: Instant;
  readonly cancelledBy: string;
  readonly cancelReason?: string;
}
/** `expiredAt` is the instant the hold lapsed; `updatedAt` is when that was recorded. */
export interface ExpiredBooking extends BookingBase {
  readonly status: 'expired';
  readonly expiredAt: Instant;
}

/** The published shape, JSON-safe, the same in the library, over HTTP, in events and in remembered answers. */
export type Booking =
  | HeldBooking
  | ConfirmedBooking
  | CompletedBooking
  | NoShowBooking
  | CancelledBooking
  | ExpiredBooking;

export type OpenBooking = HeldBooking | ConfirmedBooking;
export type BookingStatus = Booking['status'];

export interface Fact<T extends string, B extends Booking> {
  readonly type: T;
  /** `<bookingId>:<bookingVersion>` */
  readonly eventId: string;
  readonly bookingId: string;
  readonly bookingVersion: number;
  readonly occurredAt: Instant;
  readonly actor: Actor;
  /** The booking after the event. */
  readonly booking: B;
}

/** Where a rescheduled booking was before. */
export type PreviousSlot = Pick<Booking, 'dateTime' | 'endsAt' | 'units'>;

export type BookingEvent =
  | Fact<'BookingHeld', HeldBooking>
  | Fact<'BookingConfirmed', ConfirmedBooking>
  | (Fact<'BookingRescheduled', OpenBooking> & { readonly previous: PreviousSlot })
  | Fact<'BookingUpdated', OpenBooking>
  | Fact<'BookingCancelled', CancelledBooking>
  | Fact<'BookingCompleted', CompletedBooking>
  | Fact<'BookingNoShow', NoShowBooking>
  | Fact<'BookingExpired', ExpiredBooking>;

export type BookingEventType = BookingEvent['type'];
