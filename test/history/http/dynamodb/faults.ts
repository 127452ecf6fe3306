import { setTimeout as wait } from 'node:timers/promises';
import type { BatchGetItemInput, BatchGetItemOutput, TransactWriteItemsInput } from '@aws-sdk/client-dynamodb';
import type { Dice } from '../dice.js';

/** A request to DynamoDB, as it comes over the wire. */
export interface Asked {
  readonly operation: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}
export interface Answer {
  readonly status: number;
  readonly body: string;
}
export type Forward = (asked: Asked) => Promise<Answer>;

/** Something that goes wrong between a server and DynamoDB. Without an answer the line breaks. */
type Fault = (asked: Asked, forward: Forward, dice: Dice) => Promise<Answer | undefined>;

const refusal = (type: string, facts: object): Answer => ({
  status: 400,
  body: JSON.stringify({ __type: `com.amazonaws.dynamodb.v20120810#${type}`, ...facts }),
});

/** One of the items is another transaction's at this moment. */
function inAnothersWay({ body }: Asked, dice: Dice): Answer {
  const { TransactItems: writes = [] }: TransactWriteItemsInput = JSON.parse(body);
  const taken = dice.between(0, writes.length - 1);
  const reasons = writes.map((_, at) => ({ Code: at === taken ? 'TransactionConflict' : 'None' }));
  const codes = reasons.map(({ Code }) => Code).join(', ');
  const Message = `Transaction cancelled, please refer cancellation reasons for specific reasons [${codes}]`;
  return refusal('TransactionCanceledException', { Message, CancellationReasons: reasons });
}

/** The table of a batch, with its keys; batches here are of one table. */
export function batchIn({ body }: Asked) {
  const { RequestItems = {} }: BatchGetItemInput = JSON.parse(body);
  const [batch] = Object.entries(RequestItems);
  const [table, { Keys: keys = [], ...terms }] = batch ?? ['', { Keys: [] }];
  return { table, keys, terms };
}

/** Some of what was asked for is read; the rest can be asked for again, when it is another time. */
async function partOf(asked: Asked, forward: Forward, dice: Dice): Promise<Answer> {
  const { table, keys, terms } = batchIn(asked);
  const mixed = dice.shuffled(keys);
  const cut = dice.between(1, mixed.length - 1);
  const request: BatchGetItemInput = { RequestItems: { [table]: { ...terms, Keys: mixed.slice(0, cut) } } };
  const answer = await forward({ ...asked, body: JSON.stringify(request) });
  if (answer.status !== 200) return answer;
  await wait(dice.between(0, 50));
  const found: BatchGetItemOutput = JSON.parse(answer.body);
  const UnprocessedKeys = { [table]: { ...terms, Keys: mixed.slice(cut) } };
  return { ...answer, body: JSON.stringify({ ...found, UnprocessedKeys }) };
}

/** By what they are called in the figures. */
export const FAULTS = {
  'requests dropped': async () => undefined,
  // Some for longer than the store waits before it asks again, so that a write takes place behind its repetition.
  'requests late': async (asked, forward, dice) => {
    await wait(dice.between(100, 3_000));
    return forward(asked);
  },
  'answers dropped': async (asked, forward) => {
    await forward(asked);
    return undefined;
  },
  'answers slow': async (asked, forward, dice) => {
    const answer = await forward(asked);
    await wait(dice.between(20, 400));
    return answer;
  },
  conflicts: async (asked, _forward, dice) => inAnothersWay(asked, dice),
  throttled: async () => refusal('ThrottlingException', { message: 'Rate exceeded' }),
  'partial batches': partOf,
} as const satisfies Record<string, Fault>;
export type FaultName = keyof typeof FAULTS;
