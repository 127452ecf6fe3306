import type { Claim } from '../schedule/claim.js';
import type { Occupant } from '../schedule/occupant.js';
import { type BookingDetails, detailsOf } from './details.js';

/** The aggregate as it is decided on and stored: every instant in epoch milliseconds, with the claim it committed. */
interface StateBase extends BookingDetails {
  readonly bookingId: string;
  readonly userId: string;
  readonly serviceId: string;
  readonly serviceName: string;
  readonly startsAt: number;
  readonly endsAt: number;
  /** What it takes of its service days, buffers of that moment included. Release uses this, never the policy. */
  readonly claim: Claim;
  readonly version: number;
  readonly createdAt: number;
  readonly updatedAt: number;
  readonly paymentReference?: string;
}

export interface Held extends StateBase {
  readonly status: 'held';
  readonly holdExpiresAt: number;
}
export interface Confirmed extends StateBase {
  readonly status: 'confirmed';
  readonly confirmedAt: number;
}
export interface Completed extends StateBase {
  readonly status: 'completed';
  readonly confirmedAt: number;
  readonly completedAt: number;
}
export interface NoShow extends StateBase {
  readonly status: 'no_show';
  readonly confirmedAt: number;
  readonly noShowAt: number;
}
export interface Cancelled extends StateBase {
  readonly status: 'cancelled';
  readonly cancelledAt: number;
  readonly cancelledBy: string;
  readonly cancelReason?: string;
}
export interface Expired extends StateBase {
  readonly status: 'expired';
  readonly expiredAt: number;
}

export type BookingState = Held | Confirmed | Completed | NoShow | Cancelled | Expired;
export type OpenState = Held | Confirmed;

/** The booking as its service days see it. */
export const occupantOf = (state: OpenState): Occupant => ({
  bookingId: state.bookingId,
  claim: state.claim,
  expiresAt: state.status === 'held' ? state.holdExpiresAt : undefined,
});

/** What every next version of a booking carries on, whatever its status. Time never runs backwards along a booking. */
export function nextVersion(state: BookingState, now: number, details: BookingDetails = state): StateBase {
  return {
    ...detailsOf(details),
    bookingId: state.bookingId,
    userId: state.userId,
    serviceId: state.serviceId,
    serviceName: state.serviceName,
    startsAt: state.startsAt,
    endsAt: state.endsAt,
    claim: state.claim,
    version: state.version + 1,
    createdAt: state.createdAt,
    updatedAt: Math.max(now, state.updatedAt),
    ...(state.paymentReference !== undefined && { paymentReference: state.paymentReference }),
  };
}
