import type { BookingEvent, Service } from '../../../src/index.js';
import type { BookingState } from '../../../src/domain/booking/state.js';
import type { ServiceDay } from '../../../src/domain/schedule/service-day.js';
import type { Within } from '../history.js';
import type { Tally } from './tally.js';

/** What servers share in a run, watched from outside. */
export interface WatchedStore {
  /** Tells a server where it is. */
  readonly environment: Readonly<Record<string, string>>;
  /** Begins: the first server has made the tables by then, and nobody has called yet. */
  watch(): void;
  /** The servers are dead: nothing goes wrong from here on, and what was under way has come to an end. */
  calmDown(): Promise<void>;
  /** Reads what is stored, behind the back of every store on it. */
  read(): Promise<Found>;
  /** What went wrong in it on purpose, and how often. */
  tally(): Tally;
  close(): Promise<void>;
}

export interface ToWatch {
  /** For files; it is gone after the run. */
  readonly folder: string;
  readonly seed: number;
}
export type OpenStore = (toWatch: ToWatch) => Promise<WatchedStore>;

export interface StoredRecord {
  /** Subject, operation and key. */
  readonly scope: string;
  readonly requestId: string;
  readonly expiresAt: number;
}

/** One change set, as it was written. */
export interface Written {
  readonly state: BookingState;
  readonly event?: { readonly requestId: string; readonly event: BookingEvent } | undefined;
  readonly days: readonly ServiceDay[];
  /** Of a key. */
  readonly record?: StoredRecord | undefined;
  /** Absent where only the clients can tell when it took place. */
  readonly within?: Within;
}

/** A policy, as it was written. */
export interface WrittenService {
  readonly service: Service;
  /** Absent where only whoever put it can tell. */
  readonly within?: Within;
}

export interface Found {
  /** In the order in which the store took them. */
  readonly written: readonly Written[];
  readonly services: readonly WrittenService[];
  readonly bookings: readonly BookingState[];
  readonly days: readonly ServiceDay[];
  /** Ascending per booking. */
  readonly eventIds: readonly string[];
  readonly parked: readonly string[];
}
