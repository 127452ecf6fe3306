import { describe, expect, it } from 'vitest';
import type { Attributes } from '../../../src/adapters/dynamodb/attributes.js';
import { dynamodbSubscriptions } from '../../../src/adapters/dynamodb/index.js';
import { toFollowedItem, toFollowerItem } from '../../../src/adapters/dynamodb/subscription-items.js';
import type { Topic } from '../../../src/domain/live/topic.js';
import { staff } from '../../../src/entrypoints/testing/index.js';
import { type Answering, answeringClient, blank } from './faults/answering-client.js';
import { answer, cancellation, refusal, type WireRequest } from './faults/wire.js';

const NOW = Date.parse('2026-12-01T10:00:00.001Z');
const sam = (connectionId: string) => ({ connectionId, actor: staff('sam') });
const follower = (connectionId: string, topic: Topic = 'all', expiresAt = NOW + 1): Attributes =>
  toFollowerItem(topic, { subscriber: sam(connectionId), expiresAt });
const followed = (topic: Topic): Attributes => toFollowedItem(topic, { subscriber: sam('c-1'), expiresAt: NOW });

const rawOf = (value: unknown): object => (typeof value === 'number' ? { N: String(value) } : { S: value });
const toRaw = (item: Attributes): object =>
  Object.fromEntries(Object.entries(item).map(([name, value]) => [name, rawOf(value)]));
const page =
  (items: readonly Attributes[], last?: Attributes): Answering =>
  () =>
    answer({ Items: items.map(toRaw), ...(last && { LastEvaluatedKey: toRaw({ pk: last['pk'], sk: last['sk'] }) }) });

function subscriptionsOn(answers: readonly Answering[], rest?: Answering) {
  const { client, received } = answeringClient(answers, rest);
  return { subscriptions: dynamodbSubscriptions(client, { tableName: 'table', maxWaitMs: 60_000 }), received };
}

const writesIn = ({ body }: WireRequest): readonly Readonly<Record<string, object>>[] => Object(body['TransactItems']);
const inTransactions = (received: readonly WireRequest[]): readonly number[] =>
  received.filter(({ operation }) => operation === 'TransactWriteItems').map((request) => writesIn(request).length);

describe('who subscribes to a topic', () => {
  it('lies under the topic and under the connection, written together, to be deleted when both have ended', async () => {
    const { subscriptions, received } = subscriptionsOn([]);
    (await subscriptions.subscribe(sam('c-1'), ['user:a#b'], NOW))._unsafeUnwrap();
    const item = (pk: string, sk: string, more: Attributes) => ({
      Put: { TableName: 'table', Item: toRaw({ pk, sk, schema: 1, ttl: Date.parse('2026-12-01T10:00:01Z') / 1000, ...more }) },
    });
    const actor = '{"subject":"sam","roles":["staff"]}';
    expect(received.map(({ operation }) => operation)).toEqual(['Query', 'TransactWriteItems']);
    expect(received.slice(1).flatMap(writesIn)).toEqual([
      item('CONNECTION#user:a#b', 'c-1', { topic: 'user:a#b', connectionId: 'c-1', actor, expiresAt: NOW }),
      item('SUBSCRIBER#c-1', 'user:a#b', {}),
    ]);
  });

  it('to a hundred of them takes two transactions, and so does leaving them', async () => {
    const topics = Array.from({ length: 100 }, (_, n) => `service:s-${n}` as const);
    const { subscriptions, received } = subscriptionsOn([]);
    (await subscriptions.subscribe(sam('c-1'), topics, NOW))._unsafeUnwrap();
    expect(inTransactions(received)).toEqual([100, 100]);

    const gone = subscriptionsOn([page(topics.slice(0, 60).map(followed), followed('service:s-59')), page(topics.slice(60).map(followed))]);
    (await gone.subscriptions.remove('c-1'))._unsafeUnwrap();
    expect(inTransactions(gone.received)).toEqual([100, 100]);
    const deleted = gone.received.slice(2).flatMap(writesIn).map(({ Delete }) => JSON.stringify(Object(Delete).Key));
    expect(new Set(deleted).size).toBe(200);
    expect(deleted).toContain('{"pk":{"S":"CONNECTION#service:s-99"},"sk":{"S":"c-1"}}');
    expect(deleted).toContain('{"pk":{"S":"SUBSCRIBER#c-1"},"sk":{"S":"service:s-99"}}');
  });
});

describe('a write that others are in the way of', () => {
  it.each(['subscribe', 'unsubscribe', 'remove'] as const)('is sent again, however often: %s', async (call) => {
    let inTheWay = 5;
    const busy: Answering = (request, signal) => {
      if (request.operation === 'Query') return page([followed('all')])(request, signal);
      inTheWay -= 1;
      return inTheWay >= 0 ? cancellation(['TransactionConflict', 'None']) : blank(request, signal);
    };
    const { subscriptions, received } = subscriptionsOn([], busy);
    const made = {
      subscribe: () => subscriptions.subscribe(sam('c-1'), ['all'], NOW),
      unsubscribe: () => subscriptions.unsubscribe('c-1', ['all']),
      remove: () => subscriptions.remove('c-1'),
    };
    expect((await made[call]()).isOk()).toBe(true);
    expect(inTransactions(received)).toHaveLength(6);
  });

  it('is not done when they stay there', async () => {
    const { client } = answeringClient([], () => cancellation(['TransactionConflict', 'None']));
    const subscriptions = dynamodbSubscriptions(client, { tableName: 'table', maxWaitMs: 30 });
    expect(await subscriptions.unsubscribe('c-1', ['all'])).toMatchObject({ error: { kind: 'store_unavailable' } });
  });
});

describe('the subscribers of some topics', () => {
  const found = async (answers: readonly Answering[], topics: readonly Topic[] = ['all']) => {
    const { subscriptions, received } = subscriptionsOn(answers);
    return { outcome: await subscriptions.subscribersOf(topics, NOW), received };
  };

  it('are read consistently, to the last page', async () => {
    const pages = [page([], follower('c-0')), page([follower('c-1')], follower('c-1')), page([follower('c-2'), follower('c-3')])];
    const { outcome, received } = await found(pages);
    expect(outcome._unsafeUnwrap()).toEqual(['c-1', 'c-2', 'c-3'].map(sam));
    expect(received.map(({ body }) => body['ConsistentRead'])).toEqual([true, true, true]);
  });

  it('are not those whose time is over and whom DynamoDB has not deleted yet', async () => {
    const { outcome } = await found([page([follower('c-1', 'all', NOW), follower('c-2')])]);
    expect(outcome._unsafeUnwrap()).toEqual([sam('c-2')]);
  });

  it('are told without what cannot be read among them', async () => {
    const newer = { ...follower('c-1'), schema: 2 };
    const { outcome } = await found([page([newer, follower('c-2')])]);
    expect(outcome._unsafeUnwrap()).toEqual([sam('c-2')]);
  });

  it('are not nobody, when all there is cannot be read', async () => {
    const { outcome } = await found([page([{ ...follower('c-1'), schema: 2 }])]);
    expect(outcome).toMatchObject({ error: { kind: 'store_unavailable', cause: { code: 'UNREADABLE_ITEM' } } });
  });

  it('are not some of them, when one topic cannot be asked for', async () => {
    const denied: Answering = () => refusal('AccessDeniedException');
    const { outcome } = await found([page([follower('c-1')]), denied], ['all', 'service:chair']);
    expect(outcome).toMatchObject({ error: { kind: 'store_unavailable', cause: { name: 'AccessDeniedException' } } });
  });
});

it('settings that it cannot work with are refused at once', () => {
  const { client } = answeringClient();
  expect(() => dynamodbSubscriptions(client, { tableName: '' })).toThrow(TypeError);
  expect(() => dynamodbSubscriptions(client, { tableName: 'table', maxWaitMs: 0 })).toThrow(TypeError);
  expect(() => dynamodbSubscriptions(client, { tableName: 'table', tryMs: Number.NaN })).toThrow(TypeError);
});
