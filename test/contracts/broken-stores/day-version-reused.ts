import { type BrokenStore, withRepository } from './broken-store.js';

/** Tidies away the days that nothing is booked on, and begins again at version 1. */
export const dayVersionReused: BrokenStore = {
  fault: "service day's version reused after it emptied",
  spoil: (store, tables) =>
    withRepository(store, {
      async commit(change) {
        const committed = await store.repository.commit(change);
        if (committed.isErr()) return committed;
        for (const { serviceId, day, claims } of change.days) {
          if (claims.length === 0) tables.days.get(serviceId)?.delete(day);
        }
        return committed;
      },
    }),
  caughtBy: {
    'a service day that emptied goes on with its version': 'the version of an emptied day stays',
    'a decision made before a service day emptied is refused after it filled again':
      'a version of a service day is never used twice',
  },
  soundIn: ['list', 'outbox', 'catalog', 'idempotency', 'hold', 'reschedule'],
};
