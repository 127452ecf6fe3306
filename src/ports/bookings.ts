import type { Actor } from '../domain/access/actor.js';
import type {
  Booking,
  BookingEvent,
  BookingStatus,
  CancelledBooking,
  CompletedBooking,
  ConfirmedBooking,
  ExpiredBooking,
  HeldBooking,
  Instant,
  NoShowBooking,
  OpenBooking,
} from '../domain/booking/booking.js';
import type {
  CancelRefusal,
  ChangeRefusal,
  CloseRefusal,
  ConfirmRefusal,
  CreateRefusal,
  PutServiceRefusal,
  ReadRefusal,
} from '../domain/booking/refusals.js';
import type { Service } from '../domain/schedule/policy.js';
import type { ResultAsync } from '../domain/result.js';
import type { ParkedEvent } from './outbox.js';

/** RFC 3339 with seconds and an offset or `Z`, or a `Date`. Digits past milliseconds are cut. */
export type InstantInput = string | Date;

export interface ReadOptions {
  /** Left out: the default actor. Present but undefined, as after a failed look-up: the call is `forbidden`. */
  readonly actor?: Actor | undefined;
  /** Ends waiting in line and between tries. What has been asked of the store is still waited for, and answered. */
  readonly signal?: AbortSignal | undefined;
}
export interface CommandOptions extends ReadOptions {
  /** 1–255 printable ASCII characters without comma, quote or backslash. */
  readonly idempotencyKey?: string | undefined;
}
export interface ExistingOptions extends CommandOptions {
  /** Refuses with `version_mismatch` unless the booking has this version. */
  readonly ifMatch?: number | undefined;
}
export interface PutServiceOptions extends ReadOptions {
  /** Refuses with `version_mismatch` unless the service has this version; `'*'`: unless it exists. */
  readonly ifMatch?: number | '*' | undefined;
}

/** `replayed`: this is the remembered answer to an earlier call with the same key. Both sides carry it. */
export interface Answer<B extends Booking = Booking> {
  readonly booking: B;
  readonly replayed: boolean;
}
export type Refused<E> = E & { readonly replayed: boolean };
export type Reply<B extends Booking, E> = ResultAsync<Answer<B>, Refused<E>>;

export interface CreateBooking {
  /** Whose booking it is. 1–255 printable ASCII characters without spaces. */
  readonly userId: string;
  /** 1–128 characters of `[A-Za-z0-9._~-]` */
  readonly serviceId: string;
  readonly dateTime: InstantInput;
  /** Up to 200 characters; the catalogue's name wins. */
  readonly serviceName?: string | undefined;
  readonly durationMinutes?: number | undefined;
  /** How much capacity it takes; default 1. */
  readonly units?: number | undefined;
  /** Held until its expiry or a confirm, instead of confirmed at once. */
  readonly hold?: boolean | undefined;
  /** Up to 500 characters. */
  readonly notes?: string | undefined;
  /** Up to 20 pairs; keys up to 40 characters, values up to 500. */
  readonly metadata?: Readonly<Record<string, string>> | undefined;
}
export interface OneBooking {
  readonly bookingId: string;
}
export interface ConfirmBooking extends OneBooking {
  /** Up to 255 characters. */
  readonly paymentReference?: string | undefined;
}
export interface RescheduleBooking extends OneBooking {
  readonly dateTime?: InstantInput | undefined;
  /** Default: the booking keeps its own. */
  readonly durationMinutes?: number | undefined;
  readonly units?: number | undefined;
  /** `null` clears. */
  readonly notes?: string | null | undefined;
}
export interface UpdateBooking extends RescheduleBooking {
  /** Merged into what is there; `null` clears a key. */
  readonly metadata?: Readonly<Record<string, string | null>> | undefined;
}
export interface CancelBooking extends OneBooking {
  /** Up to 500 characters. */
  readonly reason?: string | undefined;
}

export interface BookingFilter {
  readonly userId?: string | undefined;
  readonly serviceId?: string | undefined;
  /** `from ≤ dateTime < to` */
  readonly from?: InstantInput | undefined;
  readonly to?: InstantInput | undefined;
  /** Only those that end after this: with `to`, all that is going on at some moment between the two. */
  readonly endsAfter?: InstantInput | undefined;
  readonly status?: BookingStatus | undefined;
  readonly order?: 'asc' | 'desc' | undefined;
  /** 1–100, default 20. */
  readonly limit?: number | undefined;
  readonly cursor?: string | undefined;
}
export interface HistoryQuery extends OneBooking {
  readonly limit?: number | undefined;
  readonly cursor?: string | undefined;
}
export interface AvailabilityQuery {
  readonly serviceId: string;
  readonly from: InstantInput;
  /** At most 31 days after `from`. */
  readonly to: InstantInput;
  /** Only intervals with room for this many; default 1. */
  readonly units?: number | undefined;
}

/** A page may be short; only a missing `nextCursor` ends the list. */
export interface Page<T> {
  readonly items: readonly T[];
  readonly nextCursor?: string;
}
/**
 * Time that nobody has taken. A booking claims its own buffers too, so it fits where they do: with 30 minutes after it,
 * an hour that ends at noon is free to look at, and can be booked for 30 minutes.
 */
export interface FreeInterval {
  readonly start: Instant;
  readonly end: Instant;
  readonly unitsLeft: number;
}
export interface Availability {
  readonly serviceId: string;
  readonly intervals: readonly FreeInterval[];
}

export type ServiceInput = Pick<Service, 'serviceId'> & {
  readonly [K in keyof Omit<Service, 'serviceId'>]?: Service[K] | undefined;
};

interface Is<K extends string> {
  readonly kind: K;
}

/** The relay and the sweeper. `runOnce` for a timer of one's own and for tests, `start` for a server. */
export interface Background {
  start(): void;
  /** Finishes what is under way, delivers what is due for up to 5 s, and stops. */
  stop(): Promise<void>;
  /** One pass over what is due now. When `signal` aborts it begins nothing more; the rest is left to the next pass. */
  runOnce(signal?: AbortSignal): Promise<BackgroundReport>;
  /** The oldest 1,000. */
  parked(): ResultAsync<readonly ParkedEvent[], Is<'store_unavailable'>>;
  retryParked(eventId: string): ResultAsync<void, Is<'not_found'> | Is<'store_unavailable'>>;
}
export interface BackgroundReport {
  readonly delivered: number;
  readonly expired: number;
  readonly parked: number;
  /** Lapsed holds that could not be recorded as expired, or not be listed: they are left to the next pass. */
  readonly sweepFailures: number;
}

/** The driving port: what entrypoints and embedders call. */
export interface Bookings {
  create(input: CreateBooking & { readonly hold: true }, options?: CommandOptions): Reply<HeldBooking, CreateRefusal>;
  create(input: CreateBooking, options?: CommandOptions): Reply<OpenBooking, CreateRefusal>;
  confirm(input: ConfirmBooking, options?: ExistingOptions): Reply<ConfirmedBooking, ConfirmRefusal>;
  reschedule(input: RescheduleBooking, options?: ExistingOptions): Reply<OpenBooking, ChangeRefusal>;
  update(input: UpdateBooking, options?: ExistingOptions): Reply<OpenBooking, ChangeRefusal>;
  cancel(input: CancelBooking, options?: ExistingOptions): Reply<CancelledBooking | ExpiredBooking, CancelRefusal>;
  complete(input: OneBooking, options?: ExistingOptions): Reply<CompletedBooking, CloseRefusal>;
  markNoShow(input: OneBooking, options?: ExistingOptions): Reply<NoShowBooking, CloseRefusal>;

  get(bookingId: string, options?: ReadOptions): ResultAsync<Booking, ReadRefusal>;
  list(filter: BookingFilter, options?: ReadOptions): ResultAsync<Page<Booking>, ReadRefusal>;
  history(query: HistoryQuery, options?: ReadOptions): ResultAsync<Page<BookingEvent>, ReadRefusal>;
  availability(query: AvailabilityQuery, options?: ReadOptions): ResultAsync<Availability, ReadRefusal>;

  /** Puts the whole policy: what is left out has its default again. */
  putService(service: ServiceInput, options?: PutServiceOptions): ResultAsync<Service, PutServiceRefusal>;
  getService(serviceId: string, options?: ReadOptions): ResultAsync<Service, ReadRefusal>;
  listServices(options?: ReadOptions): ResultAsync<Page<Service>, ReadRefusal>;

  /** Does the store answer? For readiness checks. */
  ping(): ResultAsync<void, Is<'store_unavailable'>>;
  readonly background: Background;
}
