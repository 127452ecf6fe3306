import { describe, expect, it } from 'vitest';
import { inMemorySubscriptions } from '../../../src/adapters/in-memory/index.js';
import { errAsync, type ResultAsync } from '../../../src/domain/result.js';
import { createLiveProtocol } from '../../../src/entrypoints/live/protocol.js';
import { staff, user } from '../../../src/entrypoints/testing/index.js';
import type { Actor } from '../../../src/index.js';
import type { Logger, StoreDown, Subscriptions } from '../../../src/ports/index.js';

const NOW = Date.parse('2026-12-01T10:00:00Z');
const sam = staff('sam');
const ada = user('ada');

function live(subscriptions: Subscriptions = inMemorySubscriptions()) {
  const logged: (readonly [string, object])[] = [];
  const logger: Logger = {
    warn: (facts, message) => void logged.push([message, facts]),
    error: (facts, message) => void logged.push([message, facts]),
  };
  const protocol = createLiveProtocol({ subscriptions, logger, newIncidentId: () => 'incident-1' });
  return {
    logged,
    subscriptions,
    say: async (actor: Actor, frame: object, connectionId = 'c-1'): Promise<unknown> =>
      JSON.parse(await protocol({ connectionId, actor, expiresAt: NOW + 1 }, JSON.stringify(frame))),
    followersOf: async (topic: 'all' | `user:${string}` | `service:${string}`, now = NOW) =>
      (await subscriptions.subscribersOf([topic], now))._unsafeUnwrap(),
  };
}

const all = { action: 'subscribe', topics: ['all'] };

describe('subscribing', () => {
  it('is answered with the topics of the frame, each once, and has effect until the connection’s end', async () => {
    const { say, followersOf } = live();
    const topics = ['service:massage', 'user:ada', 'all', 'all'];
    expect(await say(sam, { action: 'subscribe', topics })).toEqual({ action: 'subscribed', topics: topics.slice(0, 3) });
    for (const topic of ['service:massage', 'user:ada', 'all'] as const) {
      expect(await followersOf(topic)).toEqual([{ connectionId: 'c-1', actor: sam }]);
    }
    expect(await followersOf('all', NOW + 1)).toEqual([]);
  });

  it('of a user is to their own bookings alone', async () => {
    const { say, followersOf } = live();
    const own = { action: 'subscribe', topics: ['user:ada'] };
    expect(await say(ada, own)).toEqual({ action: 'subscribed', topics: ['user:ada'] });
    expect(await followersOf('user:ada')).toEqual([{ connectionId: 'c-1', actor: ada }]);
  });

  it.each(['user:bob', 'all', 'service:massage', 'user:adam', 'user:ad'])(
    'to what one may not follow refuses the whole frame and names it: %s',
    async (topic) => {
      const { say, followersOf } = live();
      const frame = { action: 'subscribe', topics: ['user:ada', topic, 'service:other'] };
      expect(await say(ada, frame)).toEqual({ action: 'error', code: 'forbidden', topic });
      expect(await followersOf('user:ada')).toEqual([]);
    },
  );

  it('to more topics than a connection may follow is refused', async () => {
    const { say, followersOf } = live();
    for (const half of [0, 50]) {
      const topics = Array.from({ length: 50 }, (_, n) => `service:s-${half + n}`);
      expect(await say(sam, { action: 'subscribe', topics })).toMatchObject({ action: 'subscribed' });
    }
    expect(await say(sam, all)).toEqual({ action: 'error', code: 'too_many_topics', most: 100 });
    expect(await followersOf('all')).toEqual([]);
    expect(await say(sam, all, 'c-2')).toMatchObject({ action: 'subscribed' });
  });
});

describe('unsubscribing', () => {
  it('ends these topics for this connection', async () => {
    const { say, followersOf } = live();
    for (const connectionId of ['c-1', 'c-2']) await say(sam, { action: 'subscribe', topics: ['all', 'user:ada'] }, connectionId);
    const frame = { action: 'unsubscribe', topics: ['all', 'service:never'] };
    expect(await say(sam, frame)).toEqual({ action: 'unsubscribed', topics: ['all', 'service:never'] });
    expect(await followersOf('all')).toEqual([{ connectionId: 'c-2', actor: sam }]);
    expect(await followersOf('user:ada')).toHaveLength(2);
  });
});

it('a ping is answered with a pong', async () => {
  expect(await live().say(ada, { action: 'ping' })).toEqual({ action: 'pong' });
});

it('what is no frame is answered with an error, and changes nothing', async () => {
  const { say, followersOf } = live();
  await say(sam, all);
  expect(await say(sam, { action: 'unsubscribe', topics: ['all', 'each'] })).toEqual({ action: 'error', code: 'not_a_topic', index: 1 });
  expect(await say(sam, ['unsubscribe', 'all'])).toEqual({ action: 'error', code: 'not_an_object' });
  expect(await followersOf('all')).toHaveLength(1);
});

describe('when the subscriptions', () => {
  const broken = (fail: () => ResultAsync<never, StoreDown>): Subscriptions => ({
    subscribe: fail,
    unsubscribe: fail,
    remove: fail,
    subscribersOf: fail,
  });
  const cause = new Error('no route to the table');

  it('cannot be reached, the client is to try again, and the log says why', async () => {
    const { say, logged } = live(broken(() => errAsync({ kind: 'store_unavailable', cause })));
    for (const action of ['subscribe', 'unsubscribe']) {
      expect(await say(sam, { action, topics: ['all'] })).toEqual({ action: 'error', code: 'try_again' });
    }
    expect(logged).toEqual([
      ['subscriptions not reachable', { cause }],
      ['subscriptions not reachable', { cause }],
    ]);
    expect(await say(ada, all)).toEqual({ action: 'error', code: 'forbidden', topic: 'all' });
  });

  it('have a bug, the client hears of an incident and no more, and the log has it', async () => {
    const bug = (): never => {
      throw cause;
    };
    const { say, logged } = live(broken(bug));
    expect(await say(sam, all)).toEqual({ action: 'error', code: 'internal_error', incidentId: 'incident-1' });
    expect(logged).toEqual([['frame not answered', { error: cause, incidentId: 'incident-1' }]]);
  });
});
