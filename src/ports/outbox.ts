import type { BookingEvent } from '../domain/booking/booking.js';
import type { Outcome, StoreDown } from './outcome.js';

export interface LeasedEvent {
  readonly event: BookingEvent;
  /** Deliveries that failed before this one. */
  readonly attempts: number;
}

/** An event that was given up on for now: stored, visible, delivered again only when told to. */
export interface ParkedEvent extends LeasedEvent {
  readonly lastError: string;
}

/** Oldest first. A page may be short or empty; only a missing `next` ends the list. */
export interface ParkedEvents {
  readonly items: readonly ParkedEvent[];
  /** What is parked and cannot be read: damaged, or of a newer release. */
  readonly unread: readonly StoreDown[];
  readonly next?: string | undefined;
}

/** Events that were committed and not yet delivered. */
export interface Outbox {
  /**
   * Up to `limit` events, oldest first, ascending per booking, for this relay alone until `now + leaseMs`. An event is
   * left out while an earlier one of its booking is leased to another relay or waits for its retry; parked ones are
   * passed over. What this relay itself still holds is given to it again: it asks when it has finished, or begun anew.
   */
  lease(relayId: string, now: number, leaseMs: number, limit: number): Outcome<readonly LeasedEvent[], StoreDown>;
  /** Done with these, whoever holds their lease: what is delivered stays delivered. */
  delivered(eventIds: readonly string[]): Outcome<void, StoreDown>;
  /**
   * Counts an attempt and ends the lease. `false`, and without effect, when `relayId` does not hold it any more: then
   * the event is someone else's to deliver, and what follows it in its booking too. `retryAt` in epoch milliseconds.
   */
  failed(relayId: string, eventId: string, error: string, retryAt: number | 'park'): Outcome<boolean, StoreDown>;
  /** At most `limit`; `cursor` is an earlier page's `next`, whose events may be parked no more. */
  parked(limit: number, cursor?: string): Outcome<ParkedEvents, StoreDown>;
  /** Makes a parked event due again with its attempts at 0; `false` when no such event is parked. */
  unpark(eventId: string): Outcome<boolean, StoreDown>;
}

export interface EventNotFound {
  readonly kind: 'not_found';
}

/**
 * Where the failed deliveries of events that a stream pushes are counted: a stream does not say how often it has come
 * with the same event. What is parked here is seen and made due again by the store's `Outbox`.
 */
export interface Parking {
  /**
   * One more delivery of this event failed. The `most`-th one parks it, and `true` is the answer: then the later events
   * of its booking may go on. Otherwise the stream comes with it again. With `Infinity` for `most` it is counted, and not
   * parked yet. `not_found`: no such event is stored, so that it can be neither counted nor parked, now or later.
   */
  failed(eventId: string, error: string, most: number): Outcome<boolean, EventNotFound | StoreDown>;
}
