import { afterEach, describe, expect, it, vi } from 'vitest';
import { dynamodbStore } from '../../../../src/adapters/dynamodb/index.js';
import { service } from '../../../../src/entrypoints/testing/contract/samples.js';
import { answeringClient, type Answering } from './answering-client.js';
import { aChange } from './calls.js';
import { answer, cancellation, refusal } from './wire.js';

const reset: Answering = () => Promise.reject(Object.assign(new Error('read ECONNRESET'), { code: 'ECONNRESET' }));
const broken: Answering = () => refusal('InternalServerError', {}, 500);
const underWay: Answering = () => refusal('TransactionInProgressException');
const throttled: Answering = () => refusal('ThrottlingException');
const unheard: Answering = () => new Promise(() => undefined);

const UNKNOWN = { reset, broken, underWay, unheard };

const inTheWay: Answering = ({ body }) => {
  const items = body['TransactItems'];
  return cancellation(Array.isArray(items) ? items.map(() => 'TransactionConflict') : []);
};
const dayHasMovedOn: Answering = () => cancellation(['None', 'None', 'ConditionalCheckFailed', 'None']);

/** Patient where what is wrong passes, and not where it never does. */
function storeOn(answers: readonly Answering[], rest?: Answering) {
  const { client, received } = answeringClient(answers, rest);
  return { store: dynamodbStore(client, { tableName: 'table', maxWaitMs: rest ? 1_000 : 10_000, tryMs: 50 }), received };
}

describe.concurrent.each(Object.entries(UNKNOWN))('a commit with a try of unknown outcome (%s)', (_, unknown) => {
  it('is not called a conflict because others are in the way from then on: it may have been written', async () => {
    const { store } = storeOn([unknown], inTheWay);
    expect(await store.repository.commit(aChange)).toMatchObject({ error: { kind: 'store_unavailable' } });
  });

  it('is not called a conflict because others were in the way before', async () => {
    const { store } = storeOn([inTheWay, inTheWay, unknown], inTheWay);
    expect(await store.repository.commit(aChange)).toMatchObject({ error: { kind: 'store_unavailable' } });
  });

  it('goes on for longer than others are in the way', async () => {
    const { store, received } = storeOn([unknown, inTheWay, inTheWay, inTheWay, inTheWay]);
    expect((await store.repository.commit(aChange)).isOk()).toBe(true);
    expect(received).toHaveLength(6);
  });

  it('is a conflict when a condition fails: had it been written, its token would have said so', async () => {
    const { store } = storeOn([unknown, dayHasMovedOn]);
    expect(await store.repository.commit(aChange)).toMatchObject({ error: { kind: 'conflict', on: ['day'] } });
  });

  it('says nothing definite of a service that was put, either', async () => {
    const { store } = storeOn([unknown], inTheWay);
    expect(await store.catalog.put(service(2))).toMatchObject({ error: { kind: 'store_unavailable' } });
  });
});

describe('a machine that is put to sleep in the middle of a commit', () => {
  afterEach(() => void vi.useRealTimers());

  it.each([
    [8, { kind: 'conflict', on: ['day'] }],
    [10, { kind: 'store_unavailable' }],
  ])('after %i minutes, is told of a condition that fails: %o', async (minutes, error) => {
    vi.useFakeTimers({ toFake: ['Date'] });
    const asleep: Answering = (request, signal) => {
      vi.setSystemTime(Date.now() + minutes * 60_000);
      return dayHasMovedOn(request, signal);
    };
    const { store } = storeOn([reset, asleep]);
    expect(await store.repository.commit(aChange)).toMatchObject({ error });
  });
});

describe('a commit that was surely not written', () => {
  it('is a conflict when others are in the way three times, and names what they are at', async () => {
    const { store, received } = storeOn([], () => cancellation(['TransactionConflict', 'None', 'None', 'TransactionConflict']));
    expect(await store.repository.commit(aChange)).toMatchObject({
      error: { kind: 'conflict', on: ['booking', 'record'], record: undefined },
    });
    expect(received).toHaveLength(3);
  });

  it('stays one that was not when it was too busy to begin, too', async () => {
    const { store } = storeOn([throttled], inTheWay);
    expect(await store.repository.commit(aChange)).toMatchObject({ error: { kind: 'conflict' } });
  });
});

describe('a change to the outbox that is made once', () => {
  it('goes on while others are in the way: there is nothing to read again', async () => {
    const { client } = answeringClient(Array<Answering>(6).fill(inTheWay));
    const { outbox } = dynamodbStore(client, { tableName: 'table', relay: 'poll', maxWaitMs: 10_000 });
    expect(await outbox?.unpark('b-1:1')).toMatchObject({ value: true });
  });

  it('has no effect when its condition fails, also where an earlier try is unknown', async () => {
    const { client } = answeringClient([reset, () => cancellation(['ConditionalCheckFailed'])]);
    const { outbox } = dynamodbStore(client, { tableName: 'table', relay: 'poll' });
    expect(await outbox?.unpark('b-1:1')).toMatchObject({ value: false });
  });
});

describe('the tries of one transaction', () => {
  it('are the same request to the letter, with one token', async () => {
    const { store, received } = storeOn([reset, throttled, inTheWay, underWay, unheard]);
    expect((await store.repository.commit(aChange)).isOk()).toBe(true);
    expect(received).toHaveLength(6);
    expect(new Set(received.map(({ body }) => JSON.stringify(body))).size).toBe(1);
    expect(received[0]?.token).toMatch(/^[0-9a-f-]{36}$/);
  });

  it('share their token with no other transaction, be it of the same change', async () => {
    const { store, received } = storeOn([]);
    const { repository, catalog } = store;
    const written = [await repository.commit(aChange), await repository.commit(aChange), await catalog.put(service(1))];
    expect(written.every((each) => each.isOk())).toBe(true);
    expect(new Set(received.map(({ token }) => token)).size).toBe(3);
  });
});

describe('an answer that is not DynamoDB’s', () => {
  it('is no answer where it says that a server is broken', async () => {
    const { store } = storeOn([() => answer({ __type: 'BadGateway' }, 502)]);
    expect((await store.repository.get('b-1')).isOk()).toBe(true);
  });
});
