import {
  BatchGetItemCommand,
  type DynamoDBClient,
  GetItemCommand,
  InternalServerError,
  ProvisionedThroughputExceededException,
  RequestLimitExceeded,
  ThrottlingException,
  TransactionCanceledException,
  TransactionConflictException,
  TransactionInProgressException,
  TransactWriteItemsCommand,
  UpdateItemCommand,
} from '@aws-sdk/client-dynamodb';
import { describe, expect, it } from 'vitest';
import { rounds, until } from '../../../faults/random-faults.js';
import { answeringClient } from './answering-client.js';
import { always, atRates, conflictsInARow, first } from './chosen-faults.js';
import { canBefall, FAULT_KINDS, type FaultKind } from './faults.js';
import { injectFaults } from './injector.js';
import { answer } from './wire.js';

const key = (n: number) => ({ pk: { S: `pk ${n}` }, sk: { S: 'sk' } });
const Keys = [1, 2, 3, 4].map(key);

const transaction = () =>
  new TransactWriteItemsCommand({
    ClientRequestToken: 'token',
    TransactItems: Keys.map((Key) => ({ Delete: { TableName: 'table', Key } })),
  });
const batch = () => new BatchGetItemCommand({ RequestItems: { table: { Keys, ConsistentRead: true } } });
const update = () => new UpdateItemCommand({ TableName: 'table', Key: key(1) });
const get = () => new GetItemCommand({ TableName: 'table', Key: key(1) });

/** Many times, each with a luck of its own. */
const TIMES = 60;

async function failuresOf(kind: FaultKind, send: (client: DynamoDBClient) => Promise<unknown>): Promise<readonly unknown[]> {
  const { client } = answeringClient();
  injectFaults(client).choose(always(kind));
  const failures: unknown[] = [];
  for (let n = 0; n < TIMES; n += 1) await send(client).catch((failure: unknown) => failures.push(failure));
  expect(failures).toHaveLength(TIMES);
  return failures;
}

const classesOf = (failures: readonly unknown[]): ReadonlySet<unknown> =>
  new Set(failures.map((failure) => (failure instanceof Error ? failure.constructor : failure)));

describe('an injected fault', () => {
  it('is a cancelled transaction of the SDK, with a reason for every item', async () => {
    for (const failure of await failuresOf('conflict', (client) => client.send(transaction()))) {
      if (!(failure instanceof TransactionCanceledException)) throw failure;
      const codes = failure.CancellationReasons?.map(({ Code }) => Code) ?? [];
      expect(codes).toHaveLength(Keys.length);
      expect(new Set([...codes, 'None'])).toEqual(new Set(['None', 'TransactionConflict']));
      expect(codes).toContain('TransactionConflict');
    }
  });

  it('is an exception of the SDK where one item is updated', async () => {
    const failures = await failuresOf('conflict', (client) => client.send(update()));
    expect(classesOf(failures)).toEqual(new Set([TransactionConflictException]));
  });

  it('throttles in every way that there is', async () => {
    const failures = await failuresOf('throttle', (client) => client.send(transaction()));
    expect(classesOf(failures)).toEqual(
      new Set([
        ThrottlingException,
        ProvisionedThroughputExceededException,
        RequestLimitExceeded,
        TransactionCanceledException,
      ]),
    );
  });

  it('is what DynamoDB says when it is beside itself or at it already', async () => {
    const broken = await failuresOf('internalError', (client) => client.send(get()));
    expect(classesOf(broken)).toEqual(new Set([InternalServerError]));
    const atIt = await failuresOf('inProgress', (client) => client.send(transaction()));
    expect(classesOf(atIt)).toEqual(new Set([TransactionInProgressException]));
  });
});

describe('a batch that is read in part', () => {
  it('hands back each key that it has no item of, now and then all, and what else was asked with it', async () => {
    const { client, received } = answeringClient([], () => answer({ Responses: { table: Keys } }));
    injectFaults(client).choose(always('partialBatch'));
    let whole = 0;
    for (let n = 0; n < TIMES; n += 1) {
      const { Responses, UnprocessedKeys } = await client.send(batch());
      const read = Responses?.['table'] ?? [];
      const left = UnprocessedKeys?.['table'];
      expect(new Set([...read, ...(left?.Keys ?? [])])).toEqual(new Set(Keys));
      expect(read.length + (left?.Keys?.length ?? 0)).toBe(Keys.length);
      expect(left?.Keys).not.toEqual([]);
      expect(left?.ConsistentRead).toBe(true);
      if (read.length === 0) whole += 1;
    }
    expect(whole).toBeGreaterThan(0);
    expect(received.length).toBeGreaterThan(0);
  });
});

describe('what is lost', () => {
  it('was never sent, or was sent and is not heard of', async () => {
    const { client, received } = answeringClient();
    const injector = injectFaults(client, { slowMs: 20 });
    // One that hangs is not waited for.
    const lose = async (kind: FaultKind): Promise<void> => {
      injector.choose(first(1, kind));
      client.send(get()).catch(() => undefined);
      await until(() => injector.fired[kind] === 1);
    };
    await lose('requestLost');
    await rounds(20);
    expect(received).toHaveLength(0);
    await lose('acknowledgementLost');
    await until(() => received.length === 1);
    await lose('requestLate');
    await injector.settled();
    expect(received).toHaveLength(2);
    expect(injector.requests).toEqual({ GetItem: 3 });
    expect(injector.fired).toMatchObject({ requestLost: 1, acknowledgementLost: 1, requestLate: 1, slow: 0 });
  });
});

describe('the choice of faults', () => {
  const rates = Object.fromEntries(FAULT_KINDS.map((kind) => [kind, 0.1]));
  const chosen = (seed: number) => {
    const choose = atRates(seed, rates);
    return Array.from({ length: 2_000 }, (_, nth) =>
      choose({ operation: 'TransactWriteItems', body: {}, token: undefined, nth, nthTry: 0 }),
    );
  };

  it('is the same for the same seed, and another for another', () => {
    expect(chosen(1)).toEqual(chosen(1));
    expect(chosen(1)).not.toEqual(chosen(2));
  });

  it('meets each at its rate, and nothing that cannot befall a request', () => {
    const counts = Map.groupBy(chosen(1), (kind) => kind);
    for (const kind of FAULT_KINDS) {
      const share = (counts.get(kind)?.length ?? 0) / 2_000;
      if (canBefall(kind, 'TransactWriteItems')) expect(Math.abs(share - 0.1), kind).toBeLessThan(0.03);
      else expect(share, kind).toBe(0);
    }
  });

  it('lets a transaction through that others have been in the way of for so long', () => {
    const choose = conflictsInARow(2, always('conflict'));
    const tries = [0, 1, 2, 3].map((nthTry) =>
      choose({ operation: 'TransactWriteItems', body: {}, token: 'token', nth: nthTry, nthTry }),
    );
    expect(tries).toEqual(['conflict', 'conflict', undefined, undefined]);
  });
});
