import type { DatabaseSync } from 'node:sqlite';
import { err, ok, type Result } from '../../domain/result.js';
import type { ChangeSet, Conflict } from '../../ports/index.js';
import { createConditionalWrites } from './conditional-writes.js';
import type { Items } from './items.js';
import { createRecordTidying } from './record-tidying.js';

/**
 * Writes a change set inside a transaction of the caller's. Each write carries its own condition, so a commit reads
 * nothing first; after a collision it goes on, to name everything that collided, and the caller undoes all of it.
 */
export function createCommit(database: DatabaseSync, items: Items): (change: ChangeSet) => Result<void, Conflict> {
  const put = createConditionalWrites(database);
  const tidyRecords = createRecordTidying(database);

  return ({ booking, unchanged, event, days, record, decidedAt }) => {
    const on = new Set<Conflict['on'][number]>();
    // Before the booking is written: it asks for what was there when the refusal was decided.
    if (unchanged && items.bookingVersion(unchanged.bookingId) !== unchanged.version) on.add('booking');
    if (unchanged?.days?.some((day) => items.day(day).version !== day.version)) on.add('day');
    if (booking && !put.booking(booking)) on.add('booking');
    if (event && !put.event(event)) on.add('booking');
    for (const day of days) if (!put.day(day)) on.add('day');
    if (record && !put.record(record.put, record.replaces)) on.add('record');

    if (on.size === 0) {
      if (record) tidyRecords(decidedAt);
      return ok();
    }
    const stored = record && on.has('record') ? items.record(record.put.scope) : undefined;
    return err({ kind: 'conflict', on: [...on], record: stored });
  };
}
