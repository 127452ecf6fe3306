import type { Outbox } from '../../../src/ports/index.js';
import type { BrokenStore } from './broken-store.js';

/** Counts a failure whoever reports it, as if it came from the relay that holds the lease. */
export const lostLeaseIgnored: BrokenStore = {
  fault: 'lost lease ignored',
  spoil(store) {
    const { outbox } = store;
    if (outbox === undefined) return store;
    const holders = new Map<string, string>();
    const lease: Outbox['lease'] = async (relayId, ...asked) => {
      const leased = await outbox.lease(relayId, ...asked);
      if (leased.isOk()) for (const { event } of leased.value) holders.set(event.eventId, relayId);
      return leased;
    };
    const failed: Outbox['failed'] = (relayId, eventId, ...said) =>
      outbox.failed(holders.get(eventId) ?? relayId, eventId, ...said);
    return { ...store, outbox: { ...outbox, lease, failed } };
  },
  caughtBy: {
    'a relay that lost its lease is told so, and the failure it reports has no effect':
      'who lost its lease is told so when it reports a failure',
  },
  soundIn: ['commit', 'conflict', 'list', 'catalog', 'idempotency', 'hold', 'reschedule', 'cancel'],
};
