import { err, errAsync, okAsync, type Result, type ResultAsync } from '../../domain/result.js';
import type { ChangeSet, Conflict, StoreDown } from '../../ports/index.js';
import { fromRaw } from './attributes.js';
import { isNextVersion, noRecordBut, nothingStored } from './conditions.js';
import { type Cancelled, failedItsCondition, isInAnothersWay } from './dynamodb-errors.js';
import { toBookingItem, toDayItem, toEventItem, toRecord, toRecordItem } from './items.js';
import { bookingKey, dayKey, type Key } from './keys.js';
import { outboxPlaceOf } from './places.js';
import type { Table } from './table.js';
import { check, put, putOrSee, transact, type Write } from './transaction.js';
import { readable } from './unreadable-item.js';

type Part = Conflict['on'][number];

/** A write, and the part of the change set that collides when its condition fails. */
type PartWrite = readonly [part: Part, write: Write];

function writesOf(table: Table, change: ChangeSet, isPolled: boolean): readonly PartWrite[] {
  const { booking, unchanged, event, days, record } = change;
  const writes: PartWrite[] = [];
  const stays = (key: Key, version: number): Write => check(table, key, isNextVersion(version + 1));
  if (booking)
    writes.push(['booking', put(table, toBookingItem(booking, event?.event), isNextVersion(booking.version))]);
  if (unchanged) writes.push(['booking', stays(bookingKey(unchanged.bookingId), unchanged.version)]);
  for (const day of unchanged?.days ?? []) writes.push(['day', stays(dayKey(day), day.version)]);
  if (event) {
    const outboxPlace = isPolled ? outboxPlaceOf(event.event) : undefined;
    writes.push(['booking', put(table, toEventItem(event, outboxPlace), nothingStored)]);
  }
  for (const day of days) writes.push(['day', put(table, toDayItem(day), isNextVersion(day.version))]);
  if (record) writes.push(['record', putOrSee(table, toRecordItem(record.put), noRecordBut(record.replaces))]);
  return writes;
}

/**
 * One transaction. A condition that failed says what collided; where none did and another transaction was in the way
 * for long, it is over what that one touches. With a record that collided comes the stored one.
 */
export function createCommit(table: Table, isPolled: boolean) {
  return (change: ChangeSet): ResultAsync<void, Conflict | StoreDown> => {
    const writes = writesOf(table, change, isPolled);
    if (writes.length === 0) return okAsync(undefined);
    return transact(
      table,
      writes.map(([, write]) => write),
    ).orElse((error) => (error.kind === 'cancelled' ? conflictOf(writes, error) : errAsync(error)));
  };
}

function conflictOf(writes: readonly PartWrite[], { reasons }: Cancelled): Result<never, Conflict | StoreDown> {
  const collided = reasons.some(failedItsCondition) ? failedItsCondition : isInAnothersWay;
  const parts = writes.flatMap(([part], at) => {
    const reason = reasons[at];
    return reason && collided(reason) ? [{ part, stored: reason.Item }] : [];
  });
  const taken = parts.find(({ part, stored }) => part === 'record' && stored)?.stored;
  const on = [...new Set(parts.map(({ part }) => part))];
  return readable(() => taken && toRecord(fromRaw(taken))).andThen((record) => err({ kind: 'conflict' as const, on, record }));
}
