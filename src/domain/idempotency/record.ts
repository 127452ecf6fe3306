import type { Booking } from '../booking/booking.js';
import type { Refusal } from '../booking/refusals.js';

/** What the first request with a key was told: the booking as it was then, or the refusal. */
export type RememberedAnswer = { readonly booking: Booking } | { readonly refusal: Refusal };

/** Live while `now < expiresAt`. Stored in the same commit as what it answers for. */
export interface IdempotencyRecord {
  /** Subject, operation and key, percent-encoded and joined by `#`. */
  readonly scope: string;
  readonly fingerprint: string;
  /** Drawn once per request: tells this record from every other one that had its scope. */
  readonly requestId: string;
  readonly answer: RememberedAnswer;
  readonly expiresAt: number;
}
