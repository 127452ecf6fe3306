import { type BrokenStore, withRepository } from './broken-store.js';

/** Publishes first and stores afterwards: what was refused is announced all the same. */
export const eventOutsideTheCommit: BrokenStore = {
  fault: 'event outside the commit',
  spoil: (store) =>
    withRepository(store, {
      async commit({ event, ...change }) {
        const published = await store.repository.commit({ days: [], event, decidedAt: change.decidedAt });
        return published.isErr() ? published : store.repository.commit(change);
      },
    }),
  caughtBy: {
    'refused with nothing written: a service day that somebody else has moved on':
      'nothing is written after a conflict',
    'a change set that was refused has no event to deliver': 'only committed events are leased',
    '50 commits of one service day at once: one succeeds, the others are told of the conflict':
      'only the winner has left an event',
  },
  soundIn: ['commit', 'list', 'catalog'],
};
