import type { BookingRepository } from '../../ports/index.js';
import { createCommit } from './commit.js';
import { get } from './get.js';
import { toState, toStoredEvent } from './items.js';
import { bookingKey, eventsAfter } from './keys.js';
import { createLapsedHolds, createList } from './lists.js';
import { createLoad } from './load.js';
import { queryAll } from './queries.js';
import { createRead } from './read.js';
import type { Table } from './table.js';
import { readable } from './unreadable-item.js';

/** `isPolled`: a committed event waits in the outbox for its delivery; otherwise it is history only. */
export const createRepository = (table: Table, isPolled: boolean): BookingRepository => ({
  load: createLoad(createRead(table)),
  commit: createCommit(table, isPolled),
  get: (bookingId) => get(table, bookingKey(bookingId)).andThen((item) => readable(() => item && toState(item))),
  history: (bookingId, afterVersion, limit) => {
    const { pk, from, to } = eventsAfter(bookingId, afterVersion);
    return queryAll(table, { partition: ['pk', pk], sort: ['sk', from, to] }, { ConsistentRead: true }, limit).andThen(
      (items) => readable(() => items.map(toStoredEvent)),
    );
  },
  list: createList(table),
  listLapsedHolds: createLapsedHolds(table),
});
