import type { ServiceInput } from 'holdfast';

export type Caller = 'ada' | 'bob' | 'sam' | 'nobody';

export interface Expected {
  readonly status: number;
  /** The problem's `code`. */
  readonly code?: string;
  /** `null`: the header is not there. */
  readonly headers?: Readonly<Record<string, string | RegExp | null>>;
  /** Part of the body. */
  readonly body?: object;
  /** Lines of a calendar. */
  readonly lines?: readonly string[];
  /** The `path` of every one of `errors`, in order. */
  readonly wrong?: readonly string[];
  /** The same status, headers and bytes as the step of this name. */
  readonly sameAs?: string;
}

export interface Step {
  /** Moves the clock there first. */
  readonly at?: string;
  /** Default: ada, a user. */
  readonly as?: Caller;
  /** `POST /bookings`; `{id}` stands for what an earlier step kept under that name. */
  readonly send: string;
  readonly headers?: Readonly<Record<string, string | readonly string[]>>;
  /** Sent as JSON. */
  readonly body?: unknown;
  /** Sent as it is, with no content type but that of `headers`. */
  readonly raw?: string | Uint8Array;
  readonly expect: Expected;
  /** Names this answer for `sameAs`. */
  readonly name?: string;
  /** Keeps fields of the answer under names of their own. */
  readonly keep?: Readonly<Record<string, string>>;
}

export interface Scenario {
  readonly name: string;
  readonly services?: readonly ServiceInput[];
  readonly requireIdempotencyKey?: true;
  readonly steps: readonly Step[];
}

/** When every scenario begins. */
export const NOW = '2026-12-01T08:00:00.000Z';
export const TEN = '2026-12-01T10:00:00Z';
export const ELEVEN = '2026-12-01T11:00:00Z';

export const massage = (dateTime = TEN, userId = 'ada') => ({ userId, serviceId: 'massage', dateTime });

/** A booking of ada's at ten, kept as `{id}`. */
export const adaBooks: Step = {
  send: 'POST /bookings',
  body: massage(),
  expect: { status: 201 },
  keep: { id: 'bookingId' },
};
export const adaHolds: Step = { ...adaBooks, body: { ...massage(), hold: true } };
