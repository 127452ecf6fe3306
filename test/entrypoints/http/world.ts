import { type Bookings, createBookings, type ServiceInput } from 'holdfast';
import { type ManualClock, manualClock, staff, user } from 'holdfast/testing';
import { storeOn } from '../../../src/adapters/in-memory/store.js';
import { emptyTables } from '../../../src/adapters/in-memory/tables.js';
import { type Caller, NOW } from './scenario.js';

export const ACTORS = { ada: user('ada'), bob: user('bob'), sam: staff('sam'), nobody: undefined } as const;

export const actorOf = (caller: Caller) => ACTORS[caller];

export interface World {
  readonly bookings: Bookings;
  readonly clock: ManualClock;
  /** Everything that is stored but the remembered answers: equal before and after, nothing changed. */
  stored(): string;
}

export function world(services: readonly ServiceInput[] = []): World {
  const tables = emptyTables();
  const clock = manualClock(NOW);
  const bookings = createBookings({ store: storeOn(tables), clock, services, defaultActor: null });
  return {
    bookings,
    clock,
    stored: () =>
      JSON.stringify([tables.bookings, tables.days, tables.history, tables.holds, tables.services].map((it) => [...it])),
  };
}
