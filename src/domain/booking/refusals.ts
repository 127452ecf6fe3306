import type { BrokenRule } from '../schedule/rules.js';
import type { BookingStatus, Instant } from './booking.js';
import type { CommandName } from './transitions.js';

interface Is<K extends string> {
  readonly kind: K;
}

/** `path` is the field in the caller's own words (`metadata.order`), `rule` a short name such as `required`. */
export interface Issue {
  readonly path: string;
  readonly rule: string;
}
export interface InvalidRequest extends Is<'invalid_request'> {
  readonly issues: readonly Issue[];
}
export interface SlotUnavailable extends Is<'slot_unavailable'> {
  readonly serviceId: string;
  readonly dateTime: Instant;
  readonly endsAt: Instant;
  /** The most units that would still fit there; 0 when none. */
  readonly unitsLeft: number;
}
export interface IllegalTransition extends Is<'illegal_transition'> {
  readonly from: BookingStatus;
  readonly command: CommandName;
}
export interface VersionMismatch extends Is<'version_mismatch'> {
  readonly current: number;
}
export interface HoldExpired extends Is<'hold_expired'> {
  readonly holdExpiresAt: Instant;
}
export interface CancellationWindowPassed extends Is<'cancellation_window_passed'> {
  /** The last instant at which it was still allowed. */
  readonly latest: Instant;
}
export interface NotStarted extends Is<'not_started'> {
  readonly dateTime: Instant;
}
export interface ServiceUnknown extends Is<'service_unknown'> {
  readonly serviceId: string;
}

export type FitRefusal =
  | SlotUnavailable
  | (Is<'capacity_exceeded'> & { readonly capacity: number })
  | Is<'service_day_full'>;
export type PolicyRefusal = BrokenRule | FitRefusal | ServiceUnknown;

/** `try_again`, `store_unavailable`: outcome unknown, repeat with the same key. `aborted`: nothing was written. */
export type Unfinished = Is<'try_again'> | Is<'store_unavailable'> | Is<'aborted'>;
export type KeyProblem =
  | Is<'idempotency_key_reused'>
  | Is<'idempotency_key_invalid'>
  | Is<'idempotency_key_required'>;
export type Always = InvalidRequest | KeyProblem | Is<'forbidden'> | Unfinished;
export type Existing = Always | Is<'not_found'> | VersionMismatch | IllegalTransition;

export type CreateRefusal = Always | PolicyRefusal;
export type ConfirmRefusal = Existing | HoldExpired;
export type ChangeRefusal = Existing | PolicyRefusal | HoldExpired | CancellationWindowPassed;
export type CancelRefusal = Existing | CancellationWindowPassed;
export type CloseRefusal = Existing | NotStarted;
export type ReadRefusal =
  | InvalidRequest
  | Is<'not_found'>
  | Is<'forbidden'>
  | Is<'store_unavailable'>
  | Is<'aborted'>;
export type PutServiceRefusal = ReadRefusal | VersionMismatch | Is<'try_again'>;

export type BookingError =
  | CreateRefusal
  | ConfirmRefusal
  | ChangeRefusal
  | CancelRefusal
  | CloseRefusal
  | ReadRefusal
  | PutServiceRefusal;

/** What a decision can refuse with, from If-Match on: exactly what an idempotency record may remember. */
export type Refusal =
  | InvalidRequest
  | VersionMismatch
  | IllegalTransition
  | PolicyRefusal
  | HoldExpired
  | CancellationWindowPassed
  | NotStarted;
