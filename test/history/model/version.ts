import type { Booking, BookingStatus } from '../../../src/index.js';
import type { Committed } from '../history.js';
import { type Interval, type Part, partsOf } from './interval.js';

/** A booking from one commit to its next, its instants as numbers. */
export interface Version {
  /** The number of the commit that made it. */
  readonly at: number;
  readonly booking: Booking;
  readonly status: BookingStatus;
  readonly startsAt: number;
  readonly endsAt: number;
  /** Of a hold only. */
  readonly expiresAt: number | undefined;
  readonly claim: Interval & { readonly units: number };
  /** The claim, cut at midnights. */
  readonly parts: readonly Part[];
}

export function versionOf({ event: { booking }, claim }: Committed, at: number): Version {
  return {
    at,
    booking,
    status: booking.status,
    startsAt: Date.parse(booking.dateTime),
    endsAt: Date.parse(booking.endsAt),
    expiresAt: booking.status === 'held' ? Date.parse(booking.holdExpiresAt) : undefined,
    claim,
    parts: partsOf(claim),
  };
}

const KEEPING: readonly BookingStatus[] = ['confirmed', 'completed', 'no_show'];

/** Takes its units for good, not only until an expiry. */
export const keepsUnits = ({ status }: Version): boolean => KEEPING.includes(status);
