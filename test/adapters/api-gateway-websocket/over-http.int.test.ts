import { afterEach, describe, expect, it } from 'vitest';
import { apiGatewayBroadcaster, type ApiGatewayBroadcasterOptions } from '../../../src/adapters/api-gateway-websocket/index.js';
import { inMemorySubscriptions } from '../../../src/adapters/in-memory/index.js';
import { staff } from '../../../src/entrypoints/testing/index.js';
import { connectionsApi, type ConnectionsApi, type Status } from './connections-api.js';
import { crowdIsTold, EVENTS } from './crowd.js';
import { booked, LATER, never } from './events.js';

let api: ConnectionsApi | undefined;
afterEach(async () => {
  await api?.close();
  api = undefined;
});

/** Everything that pauses does so for no time. */
const PATIENT: ApiGatewayBroadcasterOptions = { tryMs: 30_000, maxWaitMs: 60_000, random: { next: () => 0 } };

async function told(statusOf: Status, ids: readonly string[], options: ApiGatewayBroadcasterOptions = PATIENT) {
  api = await connectionsApi(statusOf);
  const subscriptions = inMemorySubscriptions();
  for (const connectionId of ids) (await subscriptions.subscribe({ connectionId, actor: staff('sam') }, ['all'], LATER))._unsafeUnwrap();
  const outcome = await apiGatewayBroadcaster(api.client, subscriptions, options).broadcast(booked(1), never);
  const left = (await subscriptions.subscribersOf(['all'], LATER - 1))._unsafeUnwrap().map(({ connectionId }) => connectionId);
  return { outcome, left, sent: [...api.sent.keys()].sort(), requests: api.requests() };
}

const notBroadcast = (cause: object) => ({ error: { kind: 'not_broadcast', cause: expect.objectContaining(cause) } });

describe('what API Gateway answers with', () => {
  it('is understood: gone, and in the way for a while', async () => {
    const statusOf: Status = (id, nth) => (id === 'gone=' ? 410 : nth < 3 && id !== 'c/1' ? (nth === 1 ? 429 : 502) : 200);
    const { outcome, left, sent, requests } = await told(statusOf, ['gone=', 'busy=', 'c/1']);
    expect(outcome.isOk()).toBe(true);
    expect(left).toEqual(['busy=', 'c/1']);
    expect(sent).toEqual(['busy=', 'c/1']);
    expect(requests).toBe(5);
  });

  it.each([
    [403, { name: 'ForbiddenException' }],
    [429, { name: 'LimitExceededException' }],
    [500, {}],
  ])('is the cause that is told when it does not change: %i', async (status, cause) => {
    const { outcome } = await told(() => status, ['c-1']);
    expect(outcome).toMatchObject(notBroadcast(cause));
  });

  it('is no reason to try again when it is about this message alone', async () => {
    const { outcome, left, requests } = await told(() => 413, ['c-1']);
    expect(outcome.isOk()).toBe(true);
    expect(left).toEqual(['c-1']);
    expect(requests).toBe(1);
  });
});

describe('when nothing is answered', () => {
  it('by one connection, the others have the event, and it is told that one has not', async () => {
    const ids = Array.from({ length: 100 }, (_, n) => `c-${n}`);
    const options = { ...PATIENT, tryMs: 200, tries: 1, atOnce: 5 };
    const { outcome, sent } = await told((id) => (id === 'c-3' ? undefined : 200), ids, options);
    expect(outcome).toMatchObject(notBroadcast({ name: 'TimeoutError' }));
    expect(sent).toEqual(ids.filter((id) => id !== 'c-3').sort());
  });

  it('by anybody, for there is nobody at that address', async () => {
    const gone = await connectionsApi();
    await gone.close();
    const subscriptions = inMemorySubscriptions();
    (await subscriptions.subscribe({ connectionId: 'c-1', actor: staff('sam') }, ['all'], LATER))._unsafeUnwrap();
    const outcome = await apiGatewayBroadcaster(gone.client, subscriptions, PATIENT).broadcast(booked(1), never);
    expect(outcome).toMatchObject(notBroadcast({ code: 'ECONNREFUSED' }));
  });
});

it('500 connections, 50 of them dead, cost one request each more than the 450 alone, once', async () => {
  const alone = await crowdIsTold(inMemorySubscriptions(), 450, 0);
  const withDead = await crowdIsTold(inMemorySubscriptions(), 500, 50);
  expect(alone).toBe(EVENTS * 450);
  expect(withDead).toBe(alone + 50);
});
