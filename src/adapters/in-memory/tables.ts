import type { BookingState, Held } from '../../domain/booking/state.js';
import type { Service } from '../../domain/schedule/policy.js';
import type { StoredEvent } from '../../ports/repository.js';
import type { Days } from './days.js';
import { type Records, rememberedRecords } from './records.js';

/** A booking in its last version, with its history. It stays the same object for the booking's whole life. */
export interface StoredBooking {
  state: BookingState | undefined;
  readonly events: StoredEvent[];
}

/**
 * Everything a store holds. Values are kept and handed out by reference. That is safe because nobody writes to them: a
 * decision builds new ones instead of changing what it read, a stored value is only ever replaced whole, and what the
 * library lets its callers see of them (bookings, events, answers) is frozen.
 */
export interface Tables {
  readonly bookings: Map<string, StoredBooking>;
  /** In the order of creation. A booking never changes its user or its service, so nothing is ever taken out. */
  readonly byUser: Map<string, StoredBooking[]>;
  readonly byService: Map<string, StoredBooking[]>;
  readonly holds: Map<string, Held>;
  readonly days: Days;
  readonly records: Records;
  readonly services: Map<string, Service>;
}

export const emptyTables = (): Tables => ({
  bookings: new Map(),
  byUser: new Map(),
  byService: new Map(),
  holds: new Map(),
  days: new Map(),
  records: rememberedRecords(),
  services: new Map(),
});

/** The booking of that id, added without a state when there is none. */
export function bookingOf({ bookings }: Tables, bookingId: string): StoredBooking {
  const known = bookings.get(bookingId);
  if (known !== undefined) return known;
  const added: StoredBooking = { state: undefined, events: [] };
  bookings.set(bookingId, added);
  return added;
}
