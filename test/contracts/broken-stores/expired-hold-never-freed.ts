import type { ServiceDay } from '../../../src/domain/schedule/service-day.js';
import { type BrokenStore, withRepository } from './broken-store.js';

/** Counts the units of a hold as taken and forgets when it ends. */
const withoutExpiry = (day: ServiceDay): ServiceDay => ({
  ...day,
  claims: day.claims.map((claim) => ({
    ...claim,
    holds: claim.holds.map((hold) => ({ ...hold, expiresAt: Number.MAX_SAFE_INTEGER })),
  })),
});

export const expiredHoldNeverFreed: BrokenStore = {
  fault: 'expired hold never freed',
  spoil: (store) =>
    withRepository(store, {
      async load(keys) {
        const loaded = await store.repository.load(keys);
        return loaded.map((found) => ({ ...found, days: found.days.map(withoutExpiry) }));
      },
    }),
  caughtBy: {
    'a hold keeps its slot until a millisecond before its expiry and not at that instant':
      'a slot is free at the instant its hold lapses',
    'a hold over midnight that has lost one of its days is not confirmed and blocks nobody':
      'the second half is free once the hold lapsed',
    'a change set is found again as it was committed, by load, by get and behind the back of the store':
      'load gives the service days in the order asked for',
  },
  soundIn: ['conflict', 'list', 'outbox', 'catalog', 'idempotency', 'reschedule', 'cancel'],
};
