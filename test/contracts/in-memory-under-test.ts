import { storeOn } from '../../src/adapters/in-memory/store.js';
import { emptyTables, type Tables } from '../../src/adapters/in-memory/tables.js';
import type { StoreCapabilities, StoreUnderTest } from '../../src/entrypoints/testing/index.js';
import type { Store } from '../../src/ports/index.js';

export const inMemoryCapabilities: StoreCapabilities = {
  durable: false,
  sharedBetweenProcesses: false,
  consistentLists: true,
  outbox: true,
};

/** The in-memory store with its maps laid open to the contract; `spoil` is for stores that are to fail it. */
export async function inMemoryUnderTest(
  spoil = (store: Store, _tables: Tables): Store => store,
): Promise<StoreUnderTest> {
  const tables = emptyTables();
  return {
    store: spoil(storeOn(tables), tables),
    inspect: {
      days: async () => [...tables.days.values()].flatMap((days) => [...days.values()]),
      eventIds: async () =>
        [...tables.bookings.values()].flatMap(({ events }) => events.map(({ event }) => event.eventId)),
    },
    dispose: async () => undefined,
  };
}
