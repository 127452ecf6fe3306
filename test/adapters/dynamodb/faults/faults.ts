import { setTimeout as sleep } from 'node:timers/promises';
import type { Chance } from '../../../simulation/random.js';
import { answer, bodyOf, cancellation, refusal, type WireAnswer, type WireRequest } from './wire.js';

/** One request, with its luck, and what else a fault needs to do its work. */
export interface Passage {
  readonly request: WireRequest;
  readonly send: () => Promise<WireAnswer>;
  readonly chance: Chance;
  /** Longer than one try of the store may take. */
  readonly slowMs: number;
  /** Goes on after the request was given up on. */
  readonly later: (work: Promise<unknown>) => void;
}

interface Fault {
  /** What it can befall; everything, if left out. */
  readonly only?: readonly string[];
  readonly befall: (passage: Passage) => Promise<WireAnswer>;
}

const TRANSACTION = 'TransactWriteItems';

const never = new Promise<never>(() => undefined);

/** How it shows that there is no answer: the connection breaks, or nothing comes. The SDK's client does not end that. */
const silence = (chance: Chance): Promise<never> =>
  chance.happens('hangs', 0.06)
    ? never
    : Promise.reject(Object.assign(new Error('read ECONNRESET'), { code: 'ECONNRESET', syscall: 'read' }));

const itemsIn = ({ body }: WireRequest): readonly unknown[] => {
  const items = body['TransactItems'];
  return Array.isArray(items) ? items : [];
};

/** A transaction that is cancelled over some of its items, at least one. */
function cancelledOver(code: string, { request, chance }: Passage): WireAnswer {
  const items = itemsIn(request);
  const sure = chance.below('item', items.length);
  return cancellation(items.map((_, n) => (n === sure || chance.happens(`item ${n}`, 0.3) ? code : 'None')));
}

function throttled(passage: Passage): WireAnswer {
  const names = ['ThrottlingException', 'ProvisionedThroughputExceededException', 'RequestLimitExceeded'] as const;
  if (passage.request.operation === TRANSACTION && passage.chance.happens('by item', 0.5)) {
    return cancelledOver(passage.chance.pick('code', ['ThrottlingError', 'ProvisionedThroughputExceeded']), passage);
  }
  return refusal(passage.chance.pick('name', names));
}

interface RawKey {
  readonly pk: { readonly S: string };
  readonly sk: { readonly S: string };
}
type RequestItems = Readonly<Record<string, { readonly Keys: readonly RawKey[]; readonly ConsistentRead?: boolean }>>;

const nameOf = ({ pk, sk }: RawKey): string => `${pk.S} ${sk.S}`;

/** Some keys are handed back unread, at least one, and now and then all. */
async function partly({ request, send, chance }: Passage): Promise<WireAnswer> {
  const wanted = request.body['RequestItems'] as RequestItems;
  const [[table, { Keys, ...how }] = ['', { Keys: [] }]] = Object.entries(wanted);
  const sure = chance.below('key', Keys.length);
  const isAll = chance.happens('all', 0.25);
  const unread = Keys.filter((_, n) => isAll || n === sure || chance.happens(`key ${n}`, 0.4));
  const UnprocessedKeys = { [table]: { Keys: unread, ...how } };
  if (unread.length === Keys.length) return answer({ Responses: {}, UnprocessedKeys });
  const read = await bodyOf(await send());
  const { [table]: items = [] } = (read['Responses'] ?? {}) as Record<string, readonly RawKey[]>;
  const names = new Set(unread.map(nameOf));
  return answer({ ...read, Responses: { [table]: items.filter((item) => !names.has(nameOf(item))) }, UnprocessedKeys });
}

/** Whatever can become of a request, but for an answer that is right and comes in time. */
export const FAULTS = {
  /** Another transaction is under way on an item. */
  conflict: {
    only: [TRANSACTION, 'UpdateItem'],
    befall: async (passage) =>
      passage.request.operation === TRANSACTION
        ? cancelledOver('TransactionConflict', passage)
        : refusal('TransactionConflictException'),
  },
  throttle: { befall: async (passage) => throttled(passage) },
  /** With or without having done it. */
  internalError: {
    befall: async ({ send, chance }) => {
      if (chance.happens('done', 0.5)) await bodyOf(await send());
      return refusal('InternalServerError', {}, 500);
    },
  },
  /** The first try of it is under way, DynamoDB says to the second. */
  inProgress: { only: [TRANSACTION], befall: async () => refusal('TransactionInProgressException') },
  /** Never sent. */
  requestLost: { befall: ({ chance }) => silence(chance) },
  /** Given up on, and sent all the same some time later. */
  requestLate: {
    befall: ({ send, chance, slowMs, later }) => {
      later(sleep(chance.below('delay', slowMs)).then(send).then(bodyOf));
      return silence(chance);
    },
  },
  /** Done, and nobody hears of it. */
  acknowledgementLost: {
    befall: async ({ send, chance }) => {
      await bodyOf(await send());
      return silence(chance);
    },
  },
  /** Done, and heard of when nobody listens any more. */
  slow: {
    befall: async ({ send, slowMs }) => {
      const came = await send();
      await sleep(slowMs);
      return came;
    },
  },
  partialBatch: { only: ['BatchGetItem'], befall: partly },
} as const satisfies Record<string, Fault>;

export type FaultKind = keyof typeof FAULTS;
export const FAULT_KINDS = Object.keys(FAULTS) as readonly FaultKind[];

export function canBefall(kind: FaultKind, operation: string): boolean {
  const { only }: Fault = FAULTS[kind];
  return only === undefined || only.includes(operation);
}
