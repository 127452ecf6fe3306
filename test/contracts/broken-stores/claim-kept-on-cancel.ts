import { type BrokenStore, withRepository } from './broken-store.js';

/** Writes the cancelled booking and forgets the days it frees. */
export const claimKeptOnCancel: BrokenStore = {
  fault: 'claim kept on cancel',
  spoil: (store) =>
    withRepository(store, {
      commit: (change) =>
        store.repository.commit(change.booking?.status === 'cancelled' ? { ...change, days: [] } : change),
    }),
  caughtBy: {
    'a cancelled booking frees exactly what it took, whatever the policy says by now':
      'the units of the cancelled booking are free',
    'a later version replaces the booking and its days': 'nothing of the earlier version is left in the day',
    'cancelling one booking many times at once cancels it once':
      'the units taken in the service days are those of the confirmed bookings',
  },
  soundIn: ['conflict', 'list', 'outbox', 'catalog', 'reschedule'],
};
