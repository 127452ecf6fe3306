import { ResultAsync } from '../../domain/result.js';
import type { Outbox } from '../../ports/index.js';
import { keyIn } from './attributes.js';
import { bookingIdIn, eventKeyOf } from './keys.js';
import { createLease } from './leases.js';
import * as change from './outbox-changes.js';
import { isParked, toParkedEvent } from './pending-events.js';
import { FIRST_PLACE, LAST_PLACE } from './places.js';
import { queryAll, type Range } from './queries.js';
import { createRead } from './read.js';
import { timer } from './repeated-call.js';
import { shardOf } from './shards.js';
import { INDEX } from './table-definition.js';
import type { Table } from './table.js';
import { readableAmong } from './unreadable-item.js';
import { update, updateOnce } from './updates.js';

const parkedRange: Range = {
  IndexName: INDEX.outbox,
  partition: ['outbox', change.PARKED],
  sort: ['outboxPlace', FIRST_PLACE, LAST_PLACE],
};

export function createOutbox(table: Table): Outbox {
  const lease = createLease(table);
  const read = createRead(table);

  return {
    lease: (relayId, now, leaseMs, limit) => lease({ relayId, now, leaseMs, limit }),
    delivered: (eventIds) =>
      ResultAsync.combine(eventIds.map((eventId) => update(table, eventKeyOf(eventId), change.deliver))).map(
        () => undefined,
      ),
    failed: (relayId, eventId, words, retryAt) => {
      const error = change.mostLetters(words);
      const next = retryAt === 'park' ? change.park(relayId, error) : change.retry(relayId, error, retryAt);
      return updateOnce(table, eventKeyOf(eventId), next);
    },
    parked: (limit) => {
      const left = timer(table.maxWaitMs);
      return queryAll(table, parkedRange, {}, limit, left).andThen((listed) => {
        const keys = listed.map(keyIn);
        return read(keys, left()).andThen((found) =>
          readableAmong(keys.map((key) => found.at(key)).filter(isParked), toParkedEvent),
        );
      });
    },
    unpark: (eventId) => {
      const key = eventKeyOf(eventId);
      return updateOnce(table, key, change.unpark(shardOf('EVENT', bookingIdIn(key))));
    },
  };
}
