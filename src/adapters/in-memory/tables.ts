import type { BookingState, Held } from '../../domain/booking/state.js';
import type { Service } from '../../domain/schedule/policy.js';
import type { DayKey, ServiceDay } from '../../domain/schedule/service-day.js';
import type { StoredEvent } from '../../ports/repository.js';
import { type Records, rememberedRecords } from './records.js';

/**
 * Everything a store holds. Values are kept and handed out by reference. That is safe because nobody writes to them: a
 * decision builds new ones instead of changing what it read, a stored value is only ever replaced whole, and what the
 * library lets its callers see of them (bookings, events, answers) is frozen.
 */
export interface Tables {
  readonly bookings: Map<string, BookingState>;
  /** Ids in the order of creation. A booking never changes its user or its service, so nothing is ever taken out. */
  readonly idsByUser: Map<string, string[]>;
  readonly idsByService: Map<string, string[]>;
  readonly holds: Map<string, Held>;
  readonly days: Map<string, ServiceDay>;
  readonly history: Map<string, StoredEvent[]>;
  readonly records: Records;
  readonly services: Map<string, Service>;
}

export const emptyTables = (): Tables => ({
  bookings: new Map(),
  idsByUser: new Map(),
  idsByService: new Map(),
  holds: new Map(),
  days: new Map(),
  history: new Map(),
  records: rememberedRecords(),
  services: new Map(),
});

/** A day has no `#`, so no two keys meet, whatever a service is called. */
export const keyOfDay = ({ serviceId, day }: DayKey): string => `${day}#${serviceId}`;

export function append<T>(lists: Map<string, T[]>, key: string, item: T): void {
  const list = lists.get(key);
  if (list === undefined) lists.set(key, [item]);
  else list.push(item);
}
