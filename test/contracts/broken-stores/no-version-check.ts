import { apply, conflictOf } from '../../../src/adapters/in-memory/commit.js';
import { errAsync } from '../../../src/domain/result.js';
import { type BrokenStore, withRepository } from './broken-store.js';

/** Looks at nothing but the idempotency record: the last writer wins. */
export const noVersionCheck: BrokenStore = {
  fault: 'no version check',
  spoil: (store, tables) =>
    withRepository(store, {
      commit({ booking, days, record, event, decidedAt }) {
        const conflict = conflictOf(tables, { days: [], record, decidedAt });
        if (conflict !== undefined) return errAsync(conflict);
        apply(tables, { booking, days, record, decidedAt });
        return store.repository.commit({ days: [], event, decidedAt });
      },
    }),
  caughtBy: {
    'refused with nothing written: a service day that somebody else has moved on': 'a commit must be refused',
    'refused with nothing written: a booking that somebody else has moved on': 'a commit must be refused',
    '50 commits of one service day at once: one succeeds, the others are told of the conflict': 'exactly one succeeds',
    '50 bookings of one slot with room for 1 at once, from several instances: that many succeed':
      'of 50 at once exactly 1 get the slot',
    'a confirm and a taker at the instant of expiry, at once: one of them gets the slot':
      'exactly one of the two succeeds',
  },
  soundIn: ['commit', 'list', 'catalog'],
};
