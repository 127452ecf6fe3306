// What the modules of the page tell each other, for the compiler alone: browsers never see this file.
import type { Booking } from '../../../../domain/booking/booking.js';
import type { Lanes } from './layout/lanes.js';
import type { Formats } from './time/formats.js';

export type { Booking, BookingStatus } from '../../../../domain/booking/booking.js';
export type { Service } from '../../../../domain/schedule/policy.js';

/** A refusal in the words of RFC 9457, with its facts. */
export interface Problem {
  readonly code: string;
  readonly status: number;
  readonly title?: string;
  readonly detail?: string;
  readonly errors?: readonly { readonly path: string; readonly message: string }[];
  readonly unitsLeft?: number;
  readonly minNoticeMinutes?: number;
  readonly maxHorizonDays?: number;
  readonly latest?: string;
  readonly dateTime?: string;
  readonly minDurationMinutes?: number;
  readonly maxDurationMinutes?: number;
  readonly maxMinutes?: number;
  readonly capacity?: number;
  readonly holdExpiresAt?: string;
  readonly from?: string;
  readonly retryAfterSeconds?: number;
  readonly incidentId?: string;
}

/** `same`: what was read before still holds. `silent`: no answer came, so nobody knows. */
export type Answer<T> =
  | { readonly kind: 'ok'; readonly body: T; readonly etag: string | null }
  | { readonly kind: 'same' }
  | { readonly kind: 'refused'; readonly problem: Problem }
  | { readonly kind: 'silent' };

/** Instants are epoch milliseconds; `to` is not part of it. */
export interface Span {
  readonly from: number;
  readonly to: number;
}
export interface Day extends Span {
  readonly date: string;
}
export interface Period extends Span {
  readonly kind: 'day' | 'week';
  readonly days: readonly Day[];
}

/** Where a booking stands in a row of the table: in which column, which part of it, and in which lane from above. */
export interface Placement {
  readonly key: string;
  readonly booking: Booking;
  readonly column: number;
  readonly start: number;
  readonly span: number;
  readonly lane: number;
  readonly comesFromBefore: boolean;
  readonly goesOn: boolean;
}

export interface RowLayout {
  readonly placements: readonly Placement[];
  /** In lanes. */
  readonly height: number;
  /** Those of a column beyond the ones that are placed. */
  readonly hidden: ReadonlyMap<number, readonly Booking[]>;
  readonly lanes?: Lanes;
}

export interface ShownService {
  readonly serviceId: string;
  readonly name: string;
  readonly capacity?: number;
}

/** All that a view draws from. */
export interface Picture {
  readonly period: Period;
  readonly bookings: readonly Booking[];
  readonly services: readonly ShownService[];
  readonly allHours: boolean;
  readonly now: number;
  readonly formats: Formats;
}
