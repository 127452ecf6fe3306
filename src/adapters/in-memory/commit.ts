import type { BookingState } from '../../domain/booking/state.js';
import type { ChangeSet, Conflict } from '../../ports/repository.js';
import { append, keyOfDay, type Tables } from './tables.js';

/** Everything in the change set that is not as its author read it; `undefined` when it may be applied. */
export function conflictOf(tables: Tables, change: ChangeSet): Conflict | undefined {
  const bookingMoved = movedBooking(tables, change);
  const dayMoved = change.days.some((day) => (tables.days.get(keyOfDay(day))?.version ?? 0) !== day.version - 1);
  const taken = takenRecord(tables, change);
  if (!bookingMoved && !dayMoved && taken === undefined) return undefined;

  const on: ('booking' | 'day' | 'record')[] = [];
  if (bookingMoved) on.push('booking');
  if (dayMoved) on.push('day');
  if (taken === undefined) return { kind: 'conflict', on };
  on.push('record');
  return { kind: 'conflict', on, record: taken };
}

function movedBooking(tables: Tables, { booking, unchanged }: ChangeSet): boolean {
  const versionOf = (id: string): number => tables.bookings.get(id)?.version ?? 0;
  if (booking !== undefined && versionOf(booking.bookingId) !== booking.version - 1) return true;
  return unchanged !== undefined && versionOf(unchanged.bookingId) !== unchanged.version;
}

function takenRecord(tables: Tables, { record }: ChangeSet) {
  if (record === undefined) return undefined;
  const stored = tables.records.get(record.put.scope);
  return stored?.requestId === record.replaces ? undefined : stored;
}

/** Synchronous, and nothing in it can fail: between `conflictOf` and the end of this nobody else gets a turn. */
export function apply(tables: Tables, change: ChangeSet): void {
  const { booking, days, event, record } = change;
  if (booking !== undefined) applyBooking(tables, booking);
  for (const day of days) tables.days.set(keyOfDay(day), day);
  if (event !== undefined) append(tables.history, event.event.bookingId, event);
  if (record !== undefined) tables.records.put(record.put);
}

function applyBooking(tables: Tables, booking: BookingState): void {
  const { bookingId } = booking;
  tables.bookings.set(bookingId, booking);
  tables.records.passed(booking.updatedAt);
  if (booking.version === 1) {
    append(tables.idsByUser, booking.userId, bookingId);
    append(tables.idsByService, booking.serviceId, bookingId);
  }
  if (booking.status === 'held') tables.holds.set(bookingId, booking);
  else if (booking.version > 1) tables.holds.delete(bookingId);
}
