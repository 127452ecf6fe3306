import { describe, expect, it } from 'vitest';
import { dynamodbStore } from '../../../../src/adapters/dynamodb/index.js';
import { answeringClient } from './answering-client.js';
import { CALL_NAMES, CALLS, type CallName, type StoreCall } from './calls.js';
import { always, first } from './chosen-faults.js';
import { canBefall, FAULT_KINDS, type FaultKind } from './faults.js';
import { type Choose, injectFaults } from './injector.js';

const TRY_MS = 100;
const SLOW_MS = 200;

/** Of what never passes: everything that is not named here ends in this. */
const OTHERWISE = { kind: 'store_unavailable' };

/**
 * That others are in the way all the time is no failure: what was read is old, and reading it again tells more. A
 * change to the outbox was decided on nothing that could be old.
 */
const DECIDED: { readonly [C in CallName]?: { readonly [K in FaultKind]?: object } } = {
  commit: { conflict: { kind: 'conflict' } },
  putService: { conflict: { kind: 'conflict', on: ['service'] } },
};

const PAIRS = CALL_NAMES.flatMap((call) =>
  FAULT_KINDS.filter((kind) => canBefall(kind, CALLS[call].operation)).map((kind) => ({ call, kind })),
);

async function answerOf(call: CallName, choose: Choose, maxWaitMs: number) {
  const { client } = answeringClient();
  const injector = injectFaults(client, { slowMs: SLOW_MS });
  injector.choose(choose);
  const { make }: StoreCall = CALLS[call];
  const answer = await make(dynamodbStore(client, { tableName: 'table', relay: 'poll', maxWaitMs, tryMs: TRY_MS }));
  await injector.settled();
  return { answer, injector };
}

describe('a fault that passes', () => {
  it.concurrent.each(PAIRS)('$kind: $call does not show it', async ({ call, kind }) => {
    const { answer, injector } = await answerOf(call, first(2, kind), 10_000);
    expect(answer).toMatchObject({ value: expect.toSatisfy(() => true) });
    // On a busy machine a slow answer may be there as soon as its time limit, and is taken.
    if (kind === 'slow') expect(injector.fired.slow).toBeGreaterThan(0);
    else expect(injector.fired[kind]).toBe(2);
  });
});

describe('a fault that does not pass', () => {
  it.concurrent.each(PAIRS)('$kind: $call ends with what is decided for it', async ({ call, kind }) => {
    const decided = DECIDED[call]?.[kind];
    // What is decided comes before the time is up; the end of the time is what all others wait for.
    const { answer, injector } = await answerOf(call, always(kind), decided ? 10_000 : 250);
    expect(answer).toMatchObject({ error: decided ?? OTHERWISE });
    expect(injector.fired[kind]).toBeGreaterThan(0);
  });
});
