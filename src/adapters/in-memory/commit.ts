import type { BookingState } from '../../domain/booking/state.js';
import type { IdempotencyRecord } from '../../domain/idempotency/record.js';
import type { DayKey } from '../../domain/schedule/service-day.js';
import type { ChangeSet, Conflict } from '../../ports/repository.js';
import { dayIn, putDay } from './days.js';
import { bookingOf, type StoredBooking, type Tables } from './tables.js';

/** Everything in the change set that is not as its author read it; `undefined` when it may be applied. */
export function conflictOf(tables: Tables, change: ChangeSet): Conflict | undefined {
  const bookingMoved = isBookingMoved(tables, change);
  const stored = (day: DayKey): number => dayIn(tables.days, day)?.version ?? 0;
  const dayMoved =
    change.days.some((day) => stored(day) !== day.version - 1) ||
    change.unchanged?.days?.some((day) => stored(day) !== day.version);
  const taken = takenRecord(tables, change);
  if (!bookingMoved && !dayMoved && taken === undefined) return undefined;

  const on: ('booking' | 'day' | 'record')[] = [];
  if (bookingMoved) on.push('booking');
  if (dayMoved) on.push('day');
  if (taken === undefined) return { kind: 'conflict', on };
  on.push('record');
  return { kind: 'conflict', on, record: taken };
}

const versionIn = (tables: Tables, bookingId: string): number => tables.bookings.get(bookingId)?.state?.version ?? 0;

function isBookingMoved(tables: Tables, { booking, unchanged }: ChangeSet): boolean {
  if (booking !== undefined && versionIn(tables, booking.bookingId) !== booking.version - 1) return true;
  return unchanged !== undefined && versionIn(tables, unchanged.bookingId) !== unchanged.version;
}

function takenRecord(tables: Tables, { record }: ChangeSet): IdempotencyRecord | undefined {
  if (record === undefined) return undefined;
  const stored = tables.records.get(record.put.scope);
  return stored?.requestId === record.replaces ? undefined : stored;
}

/** Synchronous, and nothing in it can fail: between `conflictOf` and the end of this nobody else gets a turn. */
export function apply(tables: Tables, { booking, days, event, record, decidedAt }: ChangeSet): void {
  const put = booking && putBooking(tables, booking);
  for (const day of days) putDay(tables.days, day);
  if (event !== undefined) (put ?? bookingOf(tables, event.event.bookingId)).events.push(event);
  if (record !== undefined) tables.records.put(record.put, decidedAt);
}

function putBooking(tables: Tables, booking: BookingState): StoredBooking {
  const { bookingId, version } = booking;
  const stored = bookingOf(tables, bookingId);
  stored.state = booking;
  if (version === 1) {
    append(tables.byUser, booking.userId, stored);
    append(tables.byService, booking.serviceId, stored);
  }
  if (booking.status === 'held') tables.holds.set(bookingId, booking);
  else if (version > 1) tables.holds.delete(bookingId);
  return stored;
}

function append(lists: Map<string, StoredBooking[]>, key: string, booking: StoredBooking): void {
  const list = lists.get(key);
  if (list === undefined) lists.set(key, [booking]);
  else list.push(booking);
}
