import type { Tables } from '../../../src/adapters/in-memory/tables.js';
import type { BookingRepository, Store } from '../../../src/ports/index.js';

/** A store with one fault, made of a good one. */
export interface BrokenStore {
  /** What is wrong with it. */
  readonly fault: string;
  readonly spoil: (store: Store, tables: Tables) => Store;
  /** The cases of the contract that have to catch it, each with the rule it has to name. */
  readonly caughtBy: Readonly<Record<string, string>>;
  /** Tags of the contract that the fault does not touch: every case that has one of them passes. */
  readonly soundIn: readonly string[];
}

export const withRepository = (store: Store, faulty: Partial<BookingRepository>): Store => ({
  ...store,
  repository: { ...store.repository, ...faulty },
});
