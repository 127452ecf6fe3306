import { ResultAsync } from '../../domain/result.js';
import type { Outbox } from '../../ports/index.js';
import { type Attributes, keyIn } from './attributes.js';
import { bookingIdIn, eventKeyOf } from './keys.js';
import { createLease } from './leases.js';
import * as change from './outbox-changes.js';
import { isParked, toParkedEvent } from './pending-events.js';
import { FIRST_PLACE, LAST_PLACE } from './places.js';
import { queryAll, type QueryOptions, type Range } from './queries.js';
import { createRead } from './read.js';
import { timer } from './repeated-call.js';
import { shardOf } from './shards.js';
import { INDEX } from './table-definition.js';
import type { Table } from './table.js';
import { readAmong } from './unreadable-item.js';
import { update, updateOnce } from './updates.js';

const parkedRange: Range = {
  IndexName: INDEX.outbox,
  partition: ['outbox', change.PARKED],
  sort: ['outboxPlace', FIRST_PLACE, LAST_PLACE],
};

/** An index may hold several items at one place: only with its key is an item's place its own. */
const cursorAt = (listed: Attributes): string => {
  const { pk, sk } = keyIn(listed);
  return JSON.stringify([pk, sk, String(listed['outboxPlace'])]);
};

function behind(cursor: string): QueryOptions {
  const [pk, sk, outboxPlace]: readonly string[] = JSON.parse(cursor);
  return { ExclusiveStartKey: { pk, sk, outbox: change.PARKED, outboxPlace } };
}

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
    parked: (limit, cursor) => {
      const left = timer(table.maxWaitMs);
      return queryAll(table, parkedRange, cursor === undefined ? {} : behind(cursor), limit + 1, left).andThen((listed) => {
        const page = listed.slice(0, limit);
        const keys = page.map(keyIn);
        const last = page.at(-1);
        const next = last && listed.length > limit ? cursorAt(last) : undefined;
        return read(keys, left()).map((found) => {
          const { read: items, unread } = readAmong(keys.map((key) => found.at(key)).filter(isParked), toParkedEvent);
          return { items, unread, next };
        });
      });
    },
    unpark: (eventId) => {
      const key = eventKeyOf(eventId);
      return updateOnce(table, key, change.unpark(shardOf('EVENT', bookingIdIn(key))));
    },
  };
}
