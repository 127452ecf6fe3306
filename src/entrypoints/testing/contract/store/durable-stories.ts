import type { Store } from '../../../../ports/store.js';
import { check, same, value } from '../check.js';
import { onceListed } from '../eventually.js';
import { pictureOf } from '../picture.js';
import { adorned, confirmed, DAY, day, held, HOUR, NOW, record, SERVICE, service, taken } from '../samples.js';
import type { StoreUnderTest } from '../store-under-test.js';
import type { Story } from '../story.js';
import { changeTo, write } from '../write.js';
import { readLapsed, readPages } from './paging.js';
import { happened, LEASE_MS, parkedIn, relayOf } from './relays.js';

async function reopened(under: StoreUnderTest): Promise<Store> {
  const store = await under.reopen?.();
  check(store !== undefined, 'a store that is durable or shared can be opened again: the contract needs `reopen`');
  return store;
}

async function afterRestart(under: StoreUnderTest, look: (store: Store) => Promise<void>): Promise<void> {
  await under.store.close?.();
  const store = await reopened(under);
  try {
    await look(store);
  } finally {
    await store.close?.();
  }
}

export const durableStories: readonly Story[] = [
  {
    name: 'everything committed is there after a restart',
    tags: ['durable'],
    needs: 'durable',
    async tell(under, capabilities) {
      const { store, inspect } = under;
      const hold = held({ bookingId: 'b-2', userId: 'bob' });
      await write(
        store,
        changeTo(adorned(), [day(1, [taken(1)])], { record: { put: record() } }),
        changeTo(hold, [
          day(2, [{ ...taken(1), holds: [{ bookingId: 'b-2', units: 1, expiresAt: hold.holdExpiresAt }] }]),
        ]),
      );
      await value(store.catalog.put(service(1, { capacity: 4 })), 'a new service is put');
      const before = await pictureOf(under, ['b-1', 'b-2']);
      await afterRestart(under, async (again) => {
        const after = await pictureOf({ store: again, inspect }, ['b-1', 'b-2']);
        same(after, before, 'bookings, days, histories and records are there');
        same(await value(again.catalog.get(SERVICE), 'get answers'), service(1, { capacity: 4 }), 'services are there');
        await onceListed(capabilities, async () => {
          same(await readPages(again.repository, { order: 'asc' }, 1), [adorned(), hold], 'lists are complete');
          same(await readLapsed(again.repository, NOW + HOUR, 10), ['b-2'], 'holds are there to be swept');
        });
        await write(again, changeTo(confirmed({ bookingId: 'b-2', userId: 'bob', version: 2 }), [day(3, [taken(2)])]));
      });
    },
  },
  {
    name: 'undelivered events, their attempts and leases and the parked ones are there after a restart',
    tags: ['durable', 'outbox'],
    needs: 'durable',
    async tell(under, { outbox }) {
      if (!outbox) return;
      await happened(under.store, 'a', 'b', 'c', 'd');
      const relay = relayOf(under.store, 'one');
      await relay.lease(NOW, 3);
      await relay.delivered('a:1');
      await relay.failed('b:1', 'park', 'b is poison');
      await relay.failed('c:1', NOW);
      await relay.lease(NOW, 1);
      await afterRestart(under, async (again) => {
        same(
          await parkedIn(again),
          [{ eventId: 'b:1', attempts: 1, lastError: 'b is poison' }],
          'parked events are there',
        );
        const two = relayOf(again, 'two');
        same(await two.lease(NOW + LEASE_MS - 1), ['d:1'], 'a lease outlives a restart');
        same(
          await two.attempts(NOW + LEASE_MS),
          { 'c:1': 1, 'd:1': 0 },
          'what was not delivered is due when its lease ends',
        );
      });
    },
  },
  {
    name: 'a second process sees a commit as soon as it is answered, and its versions count',
    tags: ['durable'],
    needs: 'sharedBetweenProcesses',
    async tell(under) {
      const other = await reopened(under);
      try {
        await write(under.store, changeTo(confirmed(), [day(1, [taken(1)])]));
        const loaded = await value(
          other.repository.load({ bookingId: 'b-1', days: [{ serviceId: SERVICE, day: DAY }] }),
          'load answers',
        );
        same(loaded.booking, confirmed(), 'the other process sees the booking');
        same(loaded.days, [day(1, [taken(1)])], 'the other process sees the day');
        await write(other, changeTo(confirmed({ version: 2 }), [day(2)]));
        const late = await under.store.repository.commit(changeTo(confirmed({ version: 2 }), [day(2)]));
        check(late.isErr() && late.error.kind === 'conflict', 'what the other process has written collides');
      } finally {
        await other.close?.();
      }
    },
  },
];
