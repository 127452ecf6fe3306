import type { Result } from '../../src/domain/result.js';
import type { Outcome, Store, StoreDown } from '../../src/ports/index.js';
import { type Fault, none } from './faults.js';

const OPERATIONS = [
  'load',
  'commit',
  'get',
  'history',
  'list',
  'listLapsedHolds',
  'getService',
  'putService',
  'listServices',
  'lease',
  'delivered',
  'failed',
  'parked',
  'unpark',
  'ping',
] as const;
export type Operation = (typeof OPERATIONS)[number];

/** One call, as it went out to the store. */
export interface Call {
  readonly operation: Operation;
  readonly args: readonly unknown[];
}

export interface Faults {
  /** The next calls of the operation meet these, one each; those after them meet none. */
  next(operation: Operation, ...faults: readonly Fault[]): void;
  /** From now on, every call for which no other fault is due meets what this chooses. */
  always(choose: (operation: Operation) => Fault): void;
  /** No faults any more. */
  calm(): void;
  /** What was asked so far, oldest first. */
  readonly calls: readonly Call[];
  count(operation: Operation): number;
}

/** Any store, with faults of the test's choosing between it and its caller. */
export function faultyStore(store: Store): { readonly store: Store; readonly faults: Faults } {
  const { repository, catalog, outbox } = store;
  const due = new Map<Operation, Fault[]>();
  const calls: Call[] = [];
  let choose: (operation: Operation) => Fault = () => none;

  const through = <T, E>(
    operation: Operation,
    args: readonly unknown[],
    call: () => Outcome<T, E>,
  ): Promise<Result<T, E | StoreDown>> => {
    calls.push({ operation, args });
    const fault = due.get(operation)?.shift() ?? choose(operation);
    return fault(async () => call());
  };

  return {
    store: {
      repository: {
        load: (...args) => through('load', args, () => repository.load(...args)),
        commit: (...args) => through('commit', args, () => repository.commit(...args)),
        get: (...args) => through('get', args, () => repository.get(...args)),
        history: (...args) => through('history', args, () => repository.history(...args)),
        list: (...args) => through('list', args, () => repository.list(...args)),
        listLapsedHolds: (...args) => through('listLapsedHolds', args, () => repository.listLapsedHolds(...args)),
      },
      catalog: {
        get: (...args) => through('getService', args, () => catalog.get(...args)),
        put: (...args) => through('putService', args, () => catalog.put(...args)),
        list: () => through('listServices', [], () => catalog.list()),
      },
      outbox: outbox && {
        lease: (...args) => through('lease', args, () => outbox.lease(...args)),
        delivered: (...args) => through('delivered', args, () => outbox.delivered(...args)),
        failed: (...args) => through('failed', args, () => outbox.failed(...args)),
        parked: (...args) => through('parked', args, () => outbox.parked(...args)),
        unpark: (...args) => through('unpark', args, () => outbox.unpark(...args)),
      },
      ping: () => through('ping', [], () => store.ping()),
    },
    faults: {
      next(operation, ...faults) {
        due.set(operation, [...(due.get(operation) ?? []), ...faults]);
      },
      always(chosen) {
        choose = chosen;
      },
      calm() {
        due.clear();
        choose = () => none;
      },
      calls,
      count: (operation) => calls.filter((call) => call.operation === operation).length,
    },
  };
}
