import type { Actor, Policy } from '../../src/index.js';
import type { Operation } from '../history/history.js';

/** Where a run begins, by no one's clock. */
export const START = Date.parse('2026-12-01T08:00:00Z');
export const MINUTE = 60_000;

export const SERVICE = 'chair';
/** The catalog does not know it: it has the default policy, or cannot be booked. */
export const UNKNOWN_SERVICE = 'bench';

/** One time that a client sends a call. */
export interface Send {
  /** Milliseconds after the first time. */
  readonly after: number;
  readonly process: number;
  /** `false`: the line to the client breaks, so that it never hears. */
  readonly heard: boolean;
}

export interface PlannedInput {
  readonly userId?: string;
  /** Default: the one that the catalog knows. */
  readonly serviceId?: string;
  readonly dateTime?: string;
  readonly durationMinutes?: number;
  readonly units?: number;
  readonly hold?: boolean;
  readonly notes?: string;
  readonly paymentReference?: string;
  readonly reason?: string;
}

/** What a client wants done, and how often it says so. */
export interface PlannedCall {
  readonly do: 'call';
  readonly id: number;
  /** Milliseconds after the start. */
  readonly at: number;
  readonly actor: Actor;
  readonly operation: Exclude<Operation, 'expire'>;
  /** The call that created the booking it is about. */
  readonly on?: number | undefined;
  readonly input: PlannedInput;
  readonly key?: string | undefined;
  readonly ifMatch?: number | undefined;
  /** More than one only with a key. */
  readonly sends: readonly Send[];
  /** The client gives up that long after sending. */
  readonly abortAfter?: number | undefined;
}
export interface PlannedPolicy {
  readonly do: 'policy';
  readonly id: number;
  readonly at: number;
  readonly process: number;
  readonly policy: Partial<Policy>;
}
/** `kill -9`, and a new process in its place. */
export interface PlannedCrash {
  readonly do: 'crash';
  readonly id: number;
  readonly at: number;
  readonly process: number;
  readonly downFor: number;
}
/** A pass of the sweeper and the relay. */
export interface PlannedPass {
  readonly do: 'pass';
  readonly id: number;
  readonly at: number;
  readonly process: number;
}
export type Planned = PlannedCall | PlannedPolicy | PlannedCrash | PlannedPass;

/** How likely a call of the store, or a delivery, is to meet each fault. */
export interface Rates {
  /** Never arrives; the caller's patience ends. */
  readonly lost: number;
  /** Arrives and is done; the answer is lost. */
  readonly unheard: number;
  /** Given up on, and done seconds later all the same. */
  readonly late: number;
  readonly slow: number;
  /** A commit is refused for a conflict that there is not. */
  readonly conflict: number;
  /** A read fails at once. */
  readonly unread: number;
  /** A notification or a broadcast fails. */
  readonly unpublished: number;
  /** The notifier got it, and says it did not. */
  readonly doubled: number;
  /** The notifier will never take it. */
  readonly unpublishable: number;
}
export type FaultKind = keyof Rates;

/** Everything that is decided before a run; what happens in it follows from this alone. */
export interface Plan {
  readonly seed: number;
  /** How far each process' clock is ahead of the time, in milliseconds. */
  readonly ahead: readonly number[];
  readonly policy: Partial<Policy>;
  readonly rates: Rates;
  readonly rememberMs: number;
  readonly refuseUnknownServices: boolean;
  readonly items: readonly Planned[];
}

/** Nothing happens and nothing fails. */
export const calm = (): Plan => ({
  seed: 1,
  ahead: [0],
  policy: { capacity: 1, holdMinutes: 10 },
  rates: { lost: 0, unheard: 0, late: 0, slow: 0, conflict: 0, unread: 0, unpublished: 0, doubled: 0, unpublishable: 0 },
  rememberMs: 24 * 60 * MINUTE,
  refuseUnknownServices: false,
  items: [],
});
