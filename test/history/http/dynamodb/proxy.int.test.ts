import {
  BatchGetItemCommand,
  type CancellationReason,
  DynamoDBClient,
  TransactionCanceledException,
  TransactWriteItemsCommand,
} from '@aws-sdk/client-dynamodb';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { diceOf } from '../dice.js';
import type { FaultName } from './faults.js';
import { RecordingProxy } from './proxy.js';
import { type Said, standIn } from './stand-in.js';

const DONE: Said = { status: 200, body: {} };
const REFUSED: Said = {
  status: 400,
  body: {
    __type: 'com.amazonaws.dynamodb.v20120810#TransactionCanceledException',
    CancellationReasons: [{ Code: 'ConditionalCheckFailed' }],
  },
};

/** What reached DynamoDB, in its order; it answers by what the test sets. */
let reached: string[];
let answers: (body: string) => Promise<Said>;
let dynamodb: Awaited<ReturnType<typeof standIn>>;
let proxy: RecordingProxy;
let url: string;
let client: DynamoDBClient;

beforeEach(async () => {
  reached = [];
  answers = async () => DONE;
  dynamodb = await standIn((body) => {
    reached.push(body);
    return answers(body);
  });
  proxy = new RecordingProxy(dynamodb.url);
  url = await proxy.listen();
  client = new DynamoDBClient({
    endpoint: url,
    region: 'eu-central-1',
    credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
    maxAttempts: 1,
  });
});
afterEach(async () => {
  client.destroy();
  await proxy.close();
  dynamodb.close();
});

const disturbedBy = (fault: FaultName): void => proxy.disturb({ dice: diceOf(1), deal: () => fault });

/** Writes the policy of a service, which is as good as any. */
const write = (token: string, signal?: AbortSignal) => {
  const service = { serviceId: token };
  const Item = { pk: { S: `SERVICE#${token}` }, sk: { S: 'SERVICE' }, service: { S: JSON.stringify(service) } };
  const TransactItems = [{ Put: { TableName: 't', Item } }];
  const command = new TransactWriteItemsCommand({ ClientRequestToken: token, TransactItems });
  return client.send(command, { ...(signal && { abortSignal: signal }) });
};
const recorded = (): readonly string[] => proxy.taken.services.map(({ service }) => service.serviceId);

describe('a transaction that passes the recorder', () => {
  it('is recorded with the times between which it took place', async () => {
    const before = Date.now();
    await write('one');
    const after = Date.now();
    expect(recorded()).toEqual(['one']);
    const [{ within = { earliest: 0, latest: Infinity } } = {}] = proxy.taken.services;
    expect(before <= within.earliest && within.earliest <= within.latest && within.latest <= after).toBe(true);
  });

  it('is recorded when its answer gets lost', async () => {
    disturbedBy('answers dropped');
    await expect(write('one')).rejects.toThrow('socket hang up');
    expect(recorded()).toEqual(['one']);
  });

  it('is recorded once when it is sent twice, for the second time does nothing', async () => {
    await write('one');
    await write('one');
    expect(reached).toHaveLength(2);
    expect(recorded()).toEqual(['one']);
    expect(proxy.taken.repetitions).toBe(1);
  });

  it('is not recorded when DynamoDB refuses it', async () => {
    answers = async () => REFUSED;
    await expect(write('one')).rejects.toThrow(TransactionCanceledException);
    expect(recorded()).toEqual([]);
    expect(proxy.refused).toBe(1);
  });

  it.for([
    ['requests dropped', 'socket hang up'],
    ['conflicts', '[TransactionConflict]'],
    ['throttled', 'Rate exceeded'],
  ] as const)('does not take place among "%s"', async ([fault, message]) => {
    disturbedBy(fault);
    await expect(write('one')).rejects.toThrow(message);
    expect(reached).toEqual([]);
    expect(recorded()).toEqual([]);
    expect(proxy.struck.get(fault)).toBe(1);
  });

  it('takes place late, though whoever sent it has given up', async () => {
    disturbedBy('requests late');
    const patience = new AbortController();
    const sent = write('one', patience.signal).catch((error: unknown) => error);
    await expect.poll(() => proxy.struck.get('requests late')).toBe(1);
    patience.abort();
    expect(await sent).toMatchObject({ name: 'AbortError' });
    await proxy.calmDown();
    expect(recorded()).toEqual(['one']);
  });

  it('waits for the one before it', async () => {
    const first = Promise.withResolvers<Said>();
    answers = (body) => (body.includes('SERVICE#one') ? first.promise : Promise.resolve(DONE));
    const one = write('one');
    const two = write('two');
    await expect.poll(() => reached.length).toBe(1);
    // A read does not wait.
    await client.send(new BatchGetItemCommand({ RequestItems: { t: { Keys: [{ pk: { S: 'a' } }] } } }));
    expect(reached.filter((body) => body.includes('SERVICE#two'))).toEqual([]);
    first.resolve(DONE);
    await Promise.all([one, two]);
    expect(recorded()).toEqual(['one', 'two']);
  });

  it('without a token is more than the recorder can tell', async () => {
    const headers = { 'x-amz-target': 'DynamoDB_20120810.TransactWriteItems' };
    await fetch(url, { method: 'POST', headers, body: '{"TransactItems":[]}' }).catch(() => undefined);
    await expect(proxy.calmDown()).rejects.toThrow('without a token');
  });
});

it('a conflict says whose item it is, as DynamoDB does', async () => {
  disturbedBy('conflicts');
  const reasons = await write('one').then(
    (): readonly CancellationReason[] => [],
    (error: unknown) => (error instanceof TransactionCanceledException ? (error.CancellationReasons ?? []) : []),
  );
  expect(reasons).toEqual([{ Code: 'TransactionConflict' }]);
});

it('of a batch some is read, and the rest is named', async () => {
  const keys = ['a', 'b', 'c'].map((pk) => ({ pk: { S: pk } }));
  answers = async (body) => {
    const { RequestItems }: { RequestItems: { t: { Keys: object[] } } } = JSON.parse(body);
    return { status: 200, body: { Responses: { t: RequestItems.t.Keys } } };
  };
  disturbedBy('partial batches');
  const { Responses, UnprocessedKeys } = await client.send(
    new BatchGetItemCommand({ RequestItems: { t: { Keys: keys, ConsistentRead: true } } }),
  );
  const [read = [], left = []] = [Responses?.['t'], UnprocessedKeys?.['t']?.Keys];
  expect([read.length > 0, left.length > 0]).toEqual([true, true]);
  expect([...read, ...left].map(({ pk }) => pk?.S).sort()).toEqual(['a', 'b', 'c']);
  expect(UnprocessedKeys?.['t']?.ConsistentRead).toBe(true);
});
