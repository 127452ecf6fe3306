import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { dynamodbStore } from '../../../../src/adapters/dynamodb/index.js';
import { SERVICE } from '../../../../src/entrypoints/testing/contract/samples.js';
import { rounds } from '../../../faults/random-faults.js';
import { answeringClient, type Answering } from './answering-client.js';
import { answer, page, refusal } from './wire.js';

const deaf: Answering = () => new Promise(() => undefined);

describe('a request that hangs', () => {
  it('is told to end when its time is over', async () => {
    let given: AbortSignal | undefined;
    const hanging: Answering = (_, signal) => {
      given = signal;
      return new Promise((_resolve, reject) => {
        signal?.addEventListener('abort', () => reject(Object.assign(new Error('aborted'), { name: 'AbortError' })));
      });
    };
    const { client, received } = answeringClient([hanging]);
    const store = dynamodbStore(client, { tableName: 'table', tryMs: 20 });
    expect((await store.repository.get('b-1')).isOk()).toBe(true);
    expect(given?.aborted).toBe(true);
    expect(received).toHaveLength(2);
  });

  it('is left behind where it does not listen', async () => {
    const { client } = answeringClient([deaf, deaf]);
    const store = dynamodbStore(client, { tableName: 'table', tryMs: 20 });
    expect((await store.repository.get('b-1')).isOk()).toBe(true);
  });

  it('may fail later without anybody hearing of it', async () => {
    const { promise, reject } = Promise.withResolvers<never>();
    const { client } = answeringClient([() => promise]);
    const store = dynamodbStore(client, { tableName: 'table', tryMs: 20 });
    expect((await store.repository.get('b-1')).isOk()).toBe(true);
    // An exception that nobody catches would end this run.
    reject(new RangeError('too late to matter'));
    await rounds(10);
  });
});

describe('a request that is answered', () => {
  it('leaves no timer behind', async () => {
    const timers = (): number => process.getActiveResourcesInfo().filter((name) => name === 'Timeout').length;
    const { client } = answeringClient();
    const store = dynamodbStore(client, { tableName: 'table', tryMs: 600_000, maxWaitMs: 600_000 });
    const before = timers();
    for (let n = 0; n < 20; n += 1) expect((await store.repository.get('b-1')).isOk()).toBe(true);
    expect(timers() - before).toBeLessThan(20);
  });
});

describe('a load whose keys are handed back', () => {
  it('has one time for all its requests', async () => {
    const [long, longer] = [600, 1_000];
    const late: Answering = async ({ body }) => {
      await sleep(long);
      return answer({ Responses: {}, UnprocessedKeys: body['RequestItems'] });
    };
    const { client } = answeringClient([late], deaf);
    const store = dynamodbStore(client, { tableName: 'table', tryMs: longer, maxWaitMs: longer });
    const load = Promise.resolve(store.repository.load({ bookingId: 'b-1', serviceId: SERVICE, days: [] }));
    const tooLate = sleep(long + longer, 'too late', { ref: false });
    expect(await Promise.race([load, tooLate])).toMatchObject({ error: { kind: 'store_unavailable' } });
  });
});

describe('a clock that is wrong', () => {
  it('is set by the answer that says so, and the request made again', async () => {
    const expired: Answering = () => {
      const { body } = refusal('InvalidSignatureException');
      const date = new Date(Date.now() - 3_600_000).toUTCString();
      return { statusCode: 400, headers: { date }, body };
    };
    const { client, received } = answeringClient([expired]);
    const store = dynamodbStore(client, { tableName: 'table' });
    expect((await store.repository.get('b-1')).isOk()).toBe(true);
    expect(received).toHaveLength(2);
  });

  it('is not the reason for every signature that is refused', async () => {
    const { client, received } = answeringClient([], () => refusal('InvalidSignatureException'));
    const store = dynamodbStore(client, { tableName: 'table' });
    expect(await store.repository.get('b-1')).toMatchObject({ error: { kind: 'store_unavailable' } });
    expect(received).toHaveLength(1);
  });
});

describe('a page of somebody in between', () => {
  it('is no answer: a gateway that is broken may be whole a moment later', async () => {
    const { client, received } = answeringClient([() => page(502, '<html>Bad gateway</html>')]);
    const store = dynamodbStore(client, { tableName: 'table' });
    expect((await store.repository.get('b-1')).isOk()).toBe(true);
    expect(received).toHaveLength(2);
  });

  it('is no answer where it says that all is well, either', async () => {
    const { client } = answeringClient([], () => page(200, '<html>Please log in</html>'));
    const store = dynamodbStore(client, { tableName: 'table' });
    expect(await store.repository.get('b-1')).toMatchObject({ error: { kind: 'store_unavailable' } });
  });
});
