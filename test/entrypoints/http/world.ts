import {
  type Bookings,
  type CalendarFeed,
  type ChangeSet,
  createBookings,
  type IdGenerator,
  type Service,
  type ServiceInput,
  type Store,
} from 'holdfast';
import { inMemoryFeedTokens, inMemoryStore } from 'holdfast/adapters/in-memory';
import type { CalendarOptions } from 'holdfast/express';
import { type ManualClock, manualClock, staff, user } from 'holdfast/testing';
import { type Caller, NOW } from './scenario.js';

const ACTORS = { ada: user('ada'), bob: user('bob'), sam: staff('sam'), nobody: undefined } as const;

export const actorOf = (caller: Caller) => ACTORS[caller];

export interface World {
  readonly bookings: Bookings;
  readonly clock: ManualClock;
  readonly calendars: CalendarOptions;
  /** How often anything but a remembered answer was written. */
  changes(): number;
}

function counted(store: Store) {
  let changes = 0;
  const feedTokens = inMemoryFeedTokens();
  const { repository, catalog } = store;
  return {
    changes: () => changes,
    feedTokens: {
      ...feedTokens,
      put(digest: string, feed: CalendarFeed) {
        changes += 1;
        return feedTokens.put(digest, feed);
      },
      async remove(digest: string) {
        const removed = await feedTokens.remove(digest);
        if (removed.isOk() && removed.value) changes += 1;
        return removed;
      },
    },
    store: {
      ...store,
      repository: {
        ...repository,
        commit(change: ChangeSet) {
          if (change.booking !== undefined || change.event !== undefined || change.days.length > 0) changes += 1;
          return repository.commit(change);
        },
      },
      catalog: {
        ...catalog,
        put(service: Service) {
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
  const { store, feedTokens, changes } = counted(inMemoryStore({ outbox: false }));
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
    calendars: { feedTokens, clock },
    changes,
  };
}
