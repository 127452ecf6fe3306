import type { BookingEvent, BookingStatus } from '../domain/booking/booking.js';
import type { BookingState, Held } from '../domain/booking/state.js';
import type { IdempotencyRecord } from '../domain/idempotency/record.js';
import type { Service } from '../domain/schedule/policy.js';
import type { DayKey, ServiceDay } from '../domain/schedule/service-day.js';
import type { Outcome, StoreDown } from './outcome.js';

/** What to read in one go. */
export interface LoadKeys {
  /** The scope of an idempotency record. */
  readonly record?: string | undefined;
  readonly bookingId?: string | undefined;
  readonly serviceId?: string | undefined;
  readonly days: readonly DayKey[];
}

/** Each item is read consistently on its own; together they are not a snapshot. */
export interface Loaded {
  readonly record: IdempotencyRecord | undefined;
  readonly booking: BookingState | undefined;
  readonly service: Service | undefined;
  /** In the order asked for; a day never written to has version 0 and no claims. */
  readonly days: readonly ServiceDay[];
}

/** An event with the id of the request that caused it, by which a lost acknowledgement is recognised. */
export interface StoredEvent {
  readonly event: BookingEvent;
  readonly requestId: string;
}

/**
 * All that one decision writes: stored whole or not at all. Every `version` in it is the one to write, and the
 * stored one must be `version - 1` (0: absent). The event goes into the history and the outbox.
 */
export interface ChangeSet {
  readonly booking?: BookingState | undefined;
  readonly days: readonly ServiceDay[];
  readonly event?: StoredEvent | undefined;
  /** Written only if none is stored in its scope, or exactly the one whose `requestId` is `replaces`. */
  readonly record?: { readonly put: IdempotencyRecord; readonly replaces?: string | undefined } | undefined;
  /** When it was decided, in epoch milliseconds. A store has no clock: by this it knows which records are long over. */
  readonly decidedAt: number;
  /** What is not written but must still have its version (0: absent): what a refusal was decided on. */
  readonly unchanged?: Unchanged | undefined;
}

/** A booking as it was read, and service days where a refusal hangs on both having been so at one and the same time. */
export interface Unchanged {
  readonly bookingId: string;
  readonly version: number;
  readonly days?: readonly Omit<ServiceDay, 'claims'>[];
}

/** Nothing was written. When the record collided, the stored one comes along, so that a replay costs no second read. */
export interface Conflict {
  readonly kind: 'conflict';
  readonly on: readonly ('booking' | 'day' | 'record')[];
  readonly record?: IdempotencyRecord | undefined;
}

/** A place in a list ordered by start and then by booking id. */
export interface ListPosition {
  readonly startsAt: number;
  readonly bookingId: string;
}

export interface BookingQuery {
  readonly userId?: string | undefined;
  readonly serviceId?: string | undefined;
  /** `from ≤ startsAt < to`, epoch milliseconds */
  readonly from?: number | undefined;
  readonly to?: number | undefined;
  /** `endsAt > endsAfter`, epoch milliseconds */
  readonly endsAfter?: number | undefined;
  readonly status?: BookingStatus | undefined;
  readonly order: 'asc' | 'desc';
  readonly limit: number;
  readonly after?: ListPosition | undefined;
}

/** A page may be short or empty; only a missing `next` ends the list. */
export interface BookingPage {
  readonly items: readonly BookingState[];
  readonly next?: ListPosition | undefined;
}

/** Lapsed holds by expiry, then id. */
export interface LapsedHolds {
  readonly items: readonly Held[];
  readonly next?: string | undefined;
}

export interface BookingRepository {
  load(keys: LoadKeys): Outcome<Loaded, StoreDown>;
  commit(change: ChangeSet): Outcome<void, Conflict | StoreDown>;
  get(bookingId: string): Outcome<BookingState | undefined, StoreDown>;
  /** Events with a version above `afterVersion`, ascending, at most `limit`. */
  history(bookingId: string, afterVersion: number, limit: number): Outcome<readonly StoredEvent[], StoreDown>;
  list(query: BookingQuery): Outcome<BookingPage, StoreDown>;
  /** Bookings in status `held` with `holdExpiresAt ≤ now`; `cursor` is an earlier page's `next`. */
  listLapsedHolds(now: number, limit: number, cursor?: string): Outcome<LapsedHolds, StoreDown>;
}
