import type { BookingEvent } from '../domain/booking/booking.js';
import type { Outcome } from './outcome.js';

export interface NotNotified {
  readonly kind: 'not_notified';
  /** `false`: this event can never be notified, so it is parked at once. */
  readonly retry: boolean;
  readonly cause?: unknown;
}

/** Tells the outside world, at least once per event. `signal` aborts when the relay stops waiting. */
export interface Notifier {
  notify(event: BookingEvent, signal: AbortSignal): Outcome<void, NotNotified>;
}

export interface NotBroadcast {
  readonly kind: 'not_broadcast';
  /** `false`: to try again at once is of no use, so nobody does. */
  readonly retry?: boolean;
  readonly cause?: unknown;
}

/** Pushes to live boards, best effort. `signal` aborts when nobody waits for it any more. */
export interface Broadcaster {
  broadcast(event: BookingEvent, signal: AbortSignal): Outcome<void, NotBroadcast>;
}
