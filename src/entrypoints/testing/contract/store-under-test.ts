import type { ServiceDay } from '../../../domain/schedule/service-day.js';
import type { Store } from '../../../ports/store.js';

/**
 * Reads the stored data without the adapter: SQL of its own, a scan of the table, a look into the maps. It exists so
 * that an adapter cannot be right only in what it says about itself. Order is free. It reads what is stored at that
 * moment, also while the store is closed, and after a crash what `reopen` is going to find.
 */
export interface StoreInspection {
  /** Every service day that was ever written to, emptied ones included. */
  days(): Promise<readonly ServiceDay[]>;
  /** The id of every stored event, delivered or not. */
  eventIds(): Promise<readonly string[]>;
}

/** One store over no data, for one case of the contract. */
export interface StoreUnderTest {
  readonly store: Store;
  readonly inspect: StoreInspection;
  /**
   * Another store over the same data, as the next start of the program or a second process would open it. Needed for
   * the capabilities `durable` (the first one is closed or has crashed before) and `sharedBetweenProcesses` (it is
   * still in use). The kit closes what it opened.
   */
  reopen?(): Promise<Store>;
  /**
   * Arms a fault: the next commit dies at this one of the contract's `crashSteps`, as if its process had been killed
   * there. Nothing may be tidied up on the way out; what the commit answers or throws does not matter.
   */
  crashAt?(step: string): Promise<void>;
  /** Removes the data, also after a case that failed half-way. */
  dispose(): Promise<void>;
}

/** What an adapter promises. A promise not made leaves out the cases that need it; a promise made is held to. */
export interface StoreCapabilities {
  /** What was acknowledged is there after a restart. Needs `reopen`. */
  readonly durable: boolean;
  /** Several processes may use the same data at once. Needs `reopen`. */
  readonly sharedBetweenProcesses: boolean;
  /** Lists show a commit as soon as it is answered. Without it, they are given a few seconds to catch up. */
  readonly consistentLists: boolean;
  /** The store has an `outbox`; without it something else carries the events, a stream for instance. */
  readonly outbox: boolean;
}

export interface StoreContractOptions {
  /** Called once per case, so that no case sees the data of another. */
  create(): Promise<StoreUnderTest>;
  readonly capabilities: StoreCapabilities;
  /**
   * The points between which a commit can die, each named after what was done last: `begin`, `booking written`, ….
   * For every one of them a case kills a commit there and reopens: it must be there as a whole or not at all.
   */
  readonly crashSteps?: readonly string[];
}
