import type { Outcome, StoreDown } from './outcome.js';

export interface Allowance {
  readonly remaining: number;
  /** Present when the call is refused: when to come back. */
  readonly retryAfterMs?: number | undefined;
}

export interface RateLimiter {
  take(caller: string, now: number): Outcome<Allowance, StoreDown>;
}
