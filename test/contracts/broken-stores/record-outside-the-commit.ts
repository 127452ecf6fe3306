import { type BrokenStore, withRepository } from './broken-store.js';

/** Writes the record first and by itself: a request that then loses a race has an answer, but no effect. */
export const recordOutsideTheCommit: BrokenStore = {
  fault: 'idempotency record outside the commit',
  spoil: (store) =>
    withRepository(store, {
      async commit({ record, ...change }) {
        const remembered = await store.repository.commit({ days: [], record, decidedAt: change.decidedAt });
        return remembered.isErr() ? remembered : store.repository.commit(change);
      },
    }),
  caughtBy: {
    'refused with nothing written: a service day that somebody else has moved on':
      'nothing is written after a conflict',
    'refused with nothing written: a booking id that is taken': 'nothing is written after a conflict',
  },
  soundIn: ['commit', 'list', 'outbox', 'catalog', 'hold', 'reschedule', 'cancel'],
};
