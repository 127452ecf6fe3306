import type { Actor, Booking, BookingEvent, Service } from '../../src/index.js';
import type { ServiceDay } from '../../src/domain/schedule/service-day.js';

/**
 * What happened in one run of a booking system, in a form that knows nothing of how it was run: a list of entries, on
 * disk one JSON object a line. `checkHistory` judges it.
 *
 * A `Moment` is a place on one axis that all entries share: the number of a step in a simulation, epoch milliseconds
 * where real clients were recorded. It is never compared with a clock. A `clock` is what a process took for the time,
 * in epoch milliseconds, and is compared with starts and expiries.
 */
export type History = readonly Entry[];
export type Entry = Called | Answered | Lost | ServiceStored | Committed | Delivered | Ended;

export type Moment = number;

/** Something took place at a moment between these two, both included; the same twice where it is known exactly. */
export interface Within {
  readonly earliest: Moment;
  readonly latest: Moment;
}

export type Operation =
  | 'create' | 'confirm' | 'reschedule' | 'update' | 'cancel' | 'complete' | 'no_show' | 'expire'
  | 'get' | 'list';

/** A call goes out. */
export interface Called {
  readonly entry: 'call';
  readonly call: number;
  /**
   * What the caller wants done, by a name of its own: a repetition under the same idempotency key has the name of the
   * first call, every other call a new one.
   */
  readonly request: string;
  readonly at: Moment;
  /** The earliest that the process which answers can have read as the time. */
  readonly clock: number;
  readonly operation: Operation;
  readonly actor: Actor;
  /** As the library takes it. */
  readonly input: Readonly<Record<string, unknown>>;
  readonly key?: string | undefined;
  readonly ifMatch?: number | undefined;
}

/** Its answer is heard. */
export interface Answered {
  readonly entry: 'answer';
  readonly call: number;
  readonly at: Moment;
  /** The latest that the process which answered can have read as the time. */
  readonly clock: number;
  readonly answer: Told;
}
export type Told =
  | { readonly booking: Booking; readonly replayed: boolean }
  | { readonly refusal: { readonly kind: string }; readonly replayed: boolean }
  /** Of a read. */
  | { readonly bookings: readonly Booking[] };

/** Its answer will never be heard: the process died, the line broke, the caller gave up. A call has this or an answer. */
export interface Lost {
  readonly entry: 'lost';
  readonly call: number;
  readonly at: Moment;
  /** The latest that the process which was asked can have read as the time until then; absent where unknown. */
  readonly clock?: number | undefined;
}

/** A policy comes into force. */
export interface ServiceStored extends Within {
  readonly entry: 'service';
  readonly service: Service;
}

/** A change of a booking, in the order in which the store took them. */
export interface Committed extends Within {
  readonly entry: 'commit';
  readonly event: BookingEvent;
  /** The `request` it was made for; absent where nobody called, as in a sweep. */
  readonly request?: string | undefined;
  /** The clock it was decided by. */
  readonly clock: number;
  /** What the booking takes of its service days after it, buffers included. */
  readonly claim: { readonly from: number; readonly to: number; readonly units: number };
  /** The capacity it was decided by; where unknown, that of any policy in force at the time will do. */
  readonly capacity?: number | undefined;
  /** The service days that were written, whole; absent where unknown. */
  readonly days?: readonly ServiceDay[] | undefined;
}

/** The notifier was given an event. */
export interface Delivered {
  readonly entry: 'delivery';
  readonly at: Moment;
  readonly eventId: string;
  readonly succeeded: boolean;
}

/** What is stored when all is quiet, read behind the back of everything above. */
export interface Ended {
  readonly entry: 'end';
  readonly at: Moment;
  /** The clock by which holds that had lapsed were last recorded; absent where unknown. */
  readonly clock?: number | undefined;
  readonly bookings: readonly Booking[];
  readonly days: readonly ServiceDay[];
  /** The events that the store can still show, ascending per booking. */
  readonly eventIds: readonly string[];
  readonly parked: readonly string[];
  /** Events that were parked once and delivered by command later: their order says nothing. */
  readonly redriven?: readonly string[] | undefined;
  /** What live boards show. */
  readonly boards?: readonly (readonly Booking[])[] | undefined;
}

export interface Violation {
  /** The number in the design's list of invariants. */
  readonly invariant: number;
  readonly what: string;
}
