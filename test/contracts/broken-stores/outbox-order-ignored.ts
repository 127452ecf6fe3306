import type { Outbox } from '../../../src/ports/index.js';
import type { BrokenStore } from './broken-store.js';

/** Hands out the latest events first. */
export const outboxOrderIgnored: BrokenStore = {
  fault: 'outbox order ignored',
  spoil(store) {
    const { outbox } = store;
    if (outbox === undefined) return store;
    const lease: Outbox['lease'] = async (...asked) =>
      (await outbox.lease(...asked)).map((events) => events.toReversed());
    return { ...store, outbox: { ...outbox, lease } };
  },
  caughtBy: {
    'events are leased oldest first, ascending per booking, up to the limit':
      'a lease gives the oldest events in the order of their commits',
    'the tenth version of a booking comes after the ninth': 'versions are ordered as numbers',
    'an unparked event is due again as if new, before later ones of its booking':
      'an unparked event takes its old place',
  },
  soundIn: ['commit', 'conflict', 'list', 'catalog', 'idempotency', 'hold', 'reschedule', 'cancel'],
};
