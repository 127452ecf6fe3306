import { confirmed, DAY, day, NOW, record, SERVICE, service, taken } from '../../../../src/entrypoints/testing/contract/samples.js';
import { changeTo } from '../../../../src/entrypoints/testing/contract/write.js';
import type { Outcome, Store } from '../../../../src/ports/index.js';

/** A call of the store, and the operation of DynamoDB that it comes down to. */
export interface StoreCall {
  readonly operation: string;
  readonly make: (store: Store) => Outcome<unknown, { readonly kind: string; readonly on?: readonly string[] }>;
}

/** The outbox of a store that is polled. */
function outboxOf({ outbox }: Store) {
  if (!outbox) throw new Error('the store has no outbox');
  return outbox;
}

export const aChange = changeTo(confirmed(), [day(1, [taken(1)])], { record: { put: record() } });

/** Reads of each kind, the writes, and changes to the outbox: those that may be made twice, and those that may not. */
export const CALLS = {
  load: {
    operation: 'BatchGetItem',
    make: ({ repository }) =>
      repository.load({ record: 'ada#create#1', serviceId: SERVICE, days: [{ serviceId: SERVICE, day: DAY }] }),
  },
  get: { operation: 'GetItem', make: ({ repository }) => repository.get('b-1') },
  list: { operation: 'Query', make: ({ repository }) => repository.list({ userId: 'ada', order: 'asc', limit: 10 }) },
  ping: { operation: 'GetItem', make: (store) => store.ping() },
  commit: { operation: 'TransactWriteItems', make: ({ repository }) => repository.commit(aChange) },
  putService: { operation: 'TransactWriteItems', make: ({ catalog }) => catalog.put(service(1)) },
  lease: { operation: 'Query', make: (store) => outboxOf(store).lease('relay', NOW, 60_000, 10) },
  delivered: { operation: 'UpdateItem', make: (store) => outboxOf(store).delivered(['b-1:1']) },
  failed: { operation: 'TransactWriteItems', make: (store) => outboxOf(store).failed('relay', 'b-1:1', 'no', NOW) },
} as const satisfies Record<string, StoreCall>;

export type CallName = keyof typeof CALLS;
export const CALL_NAMES = Object.keys(CALLS) as readonly CallName[];
