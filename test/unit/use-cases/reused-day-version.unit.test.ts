import { describe, expect, it } from 'vitest';
import { inMemoryStore } from '../../../src/adapters/in-memory/index.js';
import type { Store } from '../../../src/ports/index.js';
import { precededBy } from '../../faults/faults.js';
import { booked, bookingsIn, chair, house, office, offer } from './office.js';

/** What a store must not do: once nothing is taken of a service day it is forgotten, and its versions start again. */
function forgettingEmptyDays(): Store {
  const store = inMemoryStore();
  const forgotten = new Map<string, number>();
  const before = (day: string): number => forgotten.get(day) ?? 0;
  return {
    ...store,
    repository: {
      ...store.repository,
      load: async (keys) =>
        (await store.repository.load(keys)).map((loaded) => ({
          ...loaded,
          days: loaded.days.map((day) => ({ ...day, version: day.version - before(day.day) })),
        })),
      async commit(change) {
        const days = change.days.map((day) => ({ ...day, version: day.version + before(day.day) }));
        const committed = await store.repository.commit({ ...change, days });
        if (committed.isErr()) return committed;
        for (const { day, version, claims } of days) if (claims.length === 0) forgotten.set(day, version);
        return committed;
      },
    },
  };
}

/**
 * Room for two, one place taken by Bob. While Ada's commit is on its way, Bob cancels and Eve takes both places: the
 * day that Ada decided on is gone, but in a store that counts again from 1 it has the same version as this one.
 */
async function staleCommitOver(store: Store) {
  const shared = house(undefined, store);
  const ada = office({}, shared);
  const others = office({}, shared);
  await offer(others, { capacity: 2 });
  const bob = await booked(others, { userId: 'bob' });
  ada.faults.next(
    'commit',
    precededBy(async () => {
      (await others.bookings.cancel({ bookingId: bob }))._unsafeUnwrap();
      await booked(others, { userId: 'eve', units: 2 });
    }),
  );
  const told = await ada.bookings.create(chair());
  const confirmed = (await bookingsIn(shared)).filter(({ status }) => status === 'confirmed');
  return { told, units: confirmed.reduce((sum, { claim }) => sum + claim.units, 0) };
}

describe('a commit decided on a service day that was emptied and filled again since', () => {
  it('comes too late: the day has another version, and the next look finds it full', async () => {
    const { told, units } = await staleCommitOver(inMemoryStore());

    expect(told._unsafeUnwrapErr().kind).toBe('slot_unavailable');
    expect(units).toBe(2);
  });

  it('would overbook on a store that deletes an empty day and uses its version again', async () => {
    const { told, units } = await staleCommitOver(forgettingEmptyDays());

    expect(told.isOk()).toBe(true);
    expect(units).toBe(3);
  });
});
