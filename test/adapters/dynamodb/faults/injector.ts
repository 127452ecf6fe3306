import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { chanceOf } from '../../../simulation/random.js';
import { canBefall, FAULT_KINDS, type FaultKind, FAULTS } from './faults.js';
import { answerIn, requestIn, type WireAnswer, type WireRequest } from './wire.js';

/** A request that is about to be sent; both numbers count from 0. */
export interface Sending extends WireRequest {
  /** Among all requests for its operation. */
  readonly nth: number;
  /** Among all tries of this transaction. */
  readonly nthTry: number;
}

/** What is to become of a request: nothing, or one of the faults that can befall it. */
export type Choose = (sending: Sending) => FaultKind | undefined;

export interface Injector {
  /** From now on. */
  choose(choose: Choose): void;
  /** No faults from now on. */
  calm(): void;
  readonly fired: Readonly<Record<FaultKind, number>>;
  /** How many requests were made for each operation, those that were never sent included. */
  readonly requests: Readonly<Record<string, number>>;
  /** Forgets what was counted so far. */
  recount(): void;
  /** Resolves when there is nothing under way any more that has been given up on. */
  settled(): Promise<void>;
}

export interface InjectorOptions {
  /** Decides what a fault of its kind does in particular, each time. */
  readonly seed?: number;
  /** How long a slow answer takes. More than the `tryMs` of the store. */
  readonly slowMs?: number;
}

/**
 * Puts faults between the client and DynamoDB: innermost in the client's stack of middlewares, so that everything the
 * SDK does is done, and its exceptions are its own.
 */
export function injectFaults(client: DynamoDBClient, { seed = 1, slowMs = 100 }: InjectorOptions = {}): Injector {
  const fired = Object.fromEntries(FAULT_KINDS.map((kind) => [kind, 0])) as Record<FaultKind, number>;
  const requests: Record<string, number> = {};
  const sent = new Map<string, number>();
  const tries = new Map<string, number>();
  const underWay = new Set<Promise<unknown>>();
  let choose: Choose = () => undefined;

  const next = (counts: Map<string, number>, name: string): number => {
    const n = counts.get(name) ?? 0;
    counts.set(name, n + 1);
    return n;
  };
  const later = (work: Promise<unknown>): void => {
    const ended = work.catch(() => undefined).finally(() => underWay.delete(ended));
    underWay.add(ended);
  };

  async function pass(request: WireRequest, send: () => Promise<WireAnswer>): Promise<WireAnswer> {
    const { operation, token } = request;
    const nth = next(sent, operation);
    requests[operation] = (requests[operation] ?? 0) + 1;
    const kind = choose({ ...request, nth, nthTry: token === undefined ? 0 : next(tries, token) });
    if (kind === undefined) return send();
    if (!canBefall(kind, operation)) throw new TypeError(`${kind} cannot befall ${operation}`);
    fired[kind] += 1;
    return FAULTS[kind].befall({ request, send, chance: chanceOf(seed).of(`${operation} ${nth}`), slowMs, later });
  }

  client.middlewareStack.add(
    (send) => async (args) => ({
      response: await pass(requestIn(args.request), async () => answerIn((await send(args)).response)),
    }),
    { step: 'deserialize', priority: 'low', name: 'injectedFaults' },
  );

  return {
    choose(chosen) {
      choose = chosen;
    },
    calm() {
      choose = () => undefined;
    },
    fired,
    requests,
    recount() {
      for (const kind of FAULT_KINDS) fired[kind] = 0;
      for (const operation of Object.keys(requests)) delete requests[operation];
    },
    async settled() {
      while (underWay.size > 0) await Promise.all(underWay);
    },
  };
}
