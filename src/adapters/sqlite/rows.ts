import type { SQLOutputValue, StatementResultingChanges } from 'node:sqlite';
import type { BookingEvent } from '../../domain/booking/booking.js';
import type { BookingState } from '../../domain/booking/state.js';
import type { IdempotencyRecord, RememberedAnswer } from '../../domain/idempotency/record.js';
import type { Service } from '../../domain/schedule/policy.js';
import type { DayClaim } from '../../domain/schedule/service-day.js';

export type Row = Record<string, SQLOutputValue>;

export function text(row: Row, column: string): string {
  const value = row[column];
  if (typeof value !== 'string') throw new TypeError(`column ${column} holds no text`);
  return value;
}

export function integer(row: Row, column: string): number {
  const value = row[column];
  if (typeof value !== 'number') throw new TypeError(`column ${column} holds no number`);
  return value;
}

// Only this adapter writes these columns, so what JSON.parse finds in them is what was put in.
export const stateIn = (row: Row): BookingState => JSON.parse(text(row, 'state'));
export const eventIn = (row: Row): BookingEvent => JSON.parse(text(row, 'event'));
export const serviceIn = (row: Row): Service => JSON.parse(text(row, 'service'));
export const claimsIn = (row: Row): readonly DayClaim[] => JSON.parse(text(row, 'claims'));
const answerIn = (row: Row): RememberedAnswer => JSON.parse(text(row, 'answer'));
export const recordIn = (row: Row): IdempotencyRecord => ({
  scope: text(row, 'scope'),
  fingerprint: text(row, 'fingerprint'),
  requestId: text(row, 'request_id'),
  answer: answerIn(row),
  expiresAt: integer(row, 'expires_at'),
});

/** Whether a statement for one row found its condition met. */
export const wrote = ({ changes }: StatementResultingChanges): boolean => Number(changes) === 1;
