import { type Bookings, createBookings, type IdGenerator, type ServiceInput, type Store } from 'holdfast';
import { inMemoryStore } from 'holdfast/adapters/in-memory';
import { type ManualClock, manualClock, staff, user } from 'holdfast/testing';
import { type Caller, NOW } from './scenario.js';

const ACTORS = { ada: user('ada'), bob: user('bob'), sam: staff('sam'), nobody: undefined } as const;

export const actorOf = (caller: Caller) => ACTORS[caller];

export interface World {
  readonly bookings: Bookings;
  readonly clock: ManualClock;
  /** How often anything but a remembered answer was written. */
  changes(): number;
}

function counted(store: Store): { readonly store: Store; readonly changes: () => number } {
  let changes = 0;
  const { repository, catalog } = store;
  return {
    changes: () => changes,
    store: {
      ...store,
      repository: {
        ...repository,
        commit(change) {
          if (change.booking !== undefined || change.event !== undefined || change.days.length > 0) changes += 1;
          return repository.commit(change);
        },
      },
      catalog: {
        ...catalog,
        put(service) {
          changes += 1;
          return catalog.put(service);
        },
      },
    },
  };
}

/** The same in every world, so that what one answers can be compared with another to the byte. */
function numberedIds(): IdGenerator {
  let drawn = 0;
  return { next: () => `id-${(drawn += 1)}` };
}

export function world(services: readonly ServiceInput[] = [], requireIdempotencyKey = false): World {
  const clock = manualClock(NOW);
  const { store, changes } = counted(inMemoryStore({ outbox: false }));
  return {
    bookings: createBookings({
      store,
      clock,
      ids: numberedIds(),
      services,
      requireIdempotencyKey,
      defaultActor: null,
    }),
    clock,
    changes,
  };
}
