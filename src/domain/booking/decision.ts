import type { Actor } from '../access/actor.js';
import type { Result } from '../result.js';
import type { ClaimMissing } from '../schedule/exchange.js';
import type { Service } from '../schedule/policy.js';
import type { ServiceDay } from '../schedule/service-day.js';
import type { BookingEvent } from './booking.js';
import type { Refusal } from './refusals.js';
import type { BookingState } from './state.js';

/** What a decision is made in: everything it may know beyond the booking and the command. */
export interface Situation {
  readonly now: number;
  readonly actor: Actor;
  /** As read for this decision; with the default policy and version 0 when the catalog does not know it. */
  readonly service: Service;
  /** `false`: the catalog does not know the service and such services are refused. */
  readonly bookable: boolean;
  readonly days: readonly ServiceDay[];
}

/** A success: the booking as it will be, what is said of it, and the service days to write with it. */
export interface Change {
  readonly state: BookingState;
  /** Absent: nothing changes, the booking is already as asked. */
  readonly event?: BookingEvent;
  readonly days: readonly ServiceDay[];
}

export const unchanged = (state: BookingState): Change => ({ state, days: [] });

export type Verdict = Result<Change, Refusal | ClaimMissing>;
