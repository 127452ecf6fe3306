import { describe, expect, it } from 'vitest';
import { errAsync, okAsync } from '../../../src/domain/result.js';
import { apiGatewayBroadcaster } from '../../../src/adapters/api-gateway-websocket/index.js';
import { staff, user } from '../../../src/entrypoints/testing/index.js';
import type { BookingEvent } from '../../../src/index.js';
import type { Subscriber, Subscriptions } from '../../../src/ports/index.js';
import { ApiGatewayManagementApiClient } from '@aws-sdk/client-apigatewaymanagementapi';
import { turns } from '../../faults/random-faults.js';
import { booked, cancelledByStaff, never, NOW } from './events.js';
import { posting, sentIn } from './posting.js';

const sam = staff('sam');
const ok = expect.objectContaining({ value: undefined });
const failed = (retry: boolean, cause: object) =>
  expect.objectContaining({ error: { kind: 'not_broadcast', retry, cause: expect.objectContaining(cause) } });
const notBroadcast = (cause: object) => failed(true, cause);
/** Nor would it be by another try at once. */
const notBroadcastForNow = (cause: object) => failed(false, cause);
const status = (httpStatusCode: number) => ({ $metadata: expect.objectContaining({ httpStatusCode }) });

describe('an event', () => {
  it('goes to every connection that follows one of its topics, once, and to no other', async () => {
    const { broadcaster, follow, posts } = posting();
    await follow('c/1=', sam, 'all', 'service:chair', 'user:ada');
    await follow('c-2', sam, 'service:chair');
    await follow('c-3', user('ada'), 'user:ada');
    await follow('c-4', sam, 'service:other', 'user:bob');
    expect(await broadcaster.broadcast(booked(1), never)).toEqual(ok);
    expect(posts.map(({ to }) => to).sort()).toEqual(['c-2', 'c-3', 'c/1=']);
    expect(posts.map(sentIn)).toEqual(
      posts.map(() => ({
        action: 'bookingUpdate',
        event: { eventId: 'b-1:1', type: 'BookingConfirmed', occurredAt: booked(1).occurredAt },
        data: booked(1).booking,
      })),
    );
  });

  it('is told to each as they may see it, and made ready once for each view', async () => {
    const { broadcaster, follow, posts, to } = posting();
    for (const n of [1, 2, 3]) await follow(`staff-${n}`, staff(`s-${n}`), 'all');
    for (const n of [1, 2]) await follow(`ada-${n}`, user('ada'), 'user:ada');
    expect(await broadcaster.broadcast(cancelledByStaff, never)).toEqual(ok);
    const cancelledBy = (connectionId: string): unknown => to(connectionId).map((post) => Object(sentIn(post)).data.cancelledBy);
    expect(['staff-1', 'staff-3', 'ada-1', 'ada-2'].map(cancelledBy)).toEqual([['sam'], ['sam'], ['staff'], ['staff']]);
    expect(new Set(posts.map(({ data }) => data)).size).toBe(2);
  });

  it('that nobody follows is posted to nobody', async () => {
    const { broadcaster, posts } = posting();
    expect(await broadcaster.broadcast(booked(1), never)).toEqual(ok);
    expect(posts).toEqual([]);
  });

  it('is never posted when it is larger than a message may be', async () => {
    const largest = (bytes: number): BookingEvent => {
      const event = booked(1);
      const sized = (notes: string): BookingEvent => Object.assign({ ...event }, { booking: { ...event.booking, notes } });
      const { eventId, type, occurredAt } = event;
      const empty = JSON.stringify({ action: 'bookingUpdate', event: { eventId, type, occurredAt }, data: sized('').booking });
      return sized('x'.repeat(bytes - empty.length));
    };
    const { broadcaster, follow, posts } = posting();
    await follow('c-1', sam, 'all');
    expect(await broadcaster.broadcast(largest(131_073), never)).toEqual(ok);
    expect(posts).toEqual([]);
    expect(await broadcaster.broadcast(largest(131_072), never)).toEqual(ok);
    expect(posts.map(({ data }) => data.byteLength)).toEqual([131_072]);
  });
});

describe('a connection that is gone', () => {
  it('leaves the subscriptions, and that is no failure', async () => {
    const { broadcaster, follow, followersOfAll, posts } = posting({ fate: (to) => (to === 'dead' ? 410 : 200) });
    await follow('dead', sam, 'all', 'service:chair');
    await follow('alive', sam, 'all');
    expect(await broadcaster.broadcast(booked(1), never)).toEqual(ok);
    expect(await followersOfAll()).toEqual(['alive']);
    expect(await broadcaster.broadcast(booked(2), never)).toEqual(ok);
    expect(posts.map(({ to }) => to).sort()).toEqual(['alive', 'alive', 'dead']);
  });

  it('that cannot be removed is no failure either: it is gone at the next event too', async () => {
    const { broadcaster, subscriptions, follow } = posting({ fate: () => 410 });
    await follow('dead', sam, 'all');
    const cause = new Error('no route to the table');
    Object.assign(subscriptions, { remove: () => errAsync({ kind: 'store_unavailable', cause }) });
    expect(await broadcaster.broadcast(booked(1), never)).toEqual(ok);
  });
});

describe('connections that are gone, on a slow table', () => {
  it('are removed while there is time, and asked about once: no removal begins when nobody waits any more', async () => {
    const { broadcaster, subscriptions, follow, posts } = posting({ fate: () => 410 });
    for (let n = 0; n < 40; n += 1) await follow(`dead-${n}`, sam, 'all');
    const waiting = new AbortController();
    const removals: (() => void)[] = [];
    const remove = (): ReturnType<Subscriptions['remove']> =>
      new Promise((resolve) => void removals.push(() => void okAsync<void, never>(undefined).then(resolve)));
    Object.assign(subscriptions, { remove });
    const outcome = broadcaster.broadcast(booked(1), waiting.signal);
    await turns(60);
    expect(removals).toHaveLength(10);
    waiting.abort();
    for (const removed of removals) removed();
    expect(await outcome).toEqual(ok);
    expect(removals).toHaveLength(10);
    expect(posts).toHaveLength(40);
  });
});

it('a connection that is gone is removed once, for however many events it was to hear of', async () => {
  const { broadcaster, subscriptions, follow, posts } = posting({ fate: () => 410 });
  await follow('dead', sam, 'all');
  const removed: string[] = [];
  const { promise, resolve } = Promise.withResolvers<void>();
  const remove: Subscriptions['remove'] = async (connectionId) => {
    removed.push(connectionId);
    await promise;
    return okAsync(undefined);
  };
  Object.assign(subscriptions, { remove });
  const outcomes = Promise.all([1, 2, 3].map((n) => broadcaster.broadcast(booked(n), never)));
  await turns(60);
  resolve();
  await outcomes;
  expect(posts).toHaveLength(3);
  expect(removed).toEqual(['dead']);
});

describe('a post that may succeed a moment later', () => {
  const network = Object.assign(new Error('socket hang up'), { code: 'ECONNRESET' });

  it.each([429, 500, 503, network])('is tried again after growing pauses: %s', async (failure) => {
    const { broadcaster, follow, posts } = posting({ fate: (_, nth) => (nth < 4 ? failure : 200) });
    await follow('c-1', sam, 'all');
    expect(await broadcaster.broadcast(booked(1), never)).toEqual(ok);
    expect(posts.map(({ at }) => at)).toEqual([0, 200, 600, 1_400]);
  });

  it('pauses for a random part of that, so that many do not come back together', async () => {
    const drawn = [0.5, 0.25];
    const random = { next: () => drawn.shift() ?? 0 };
    const { broadcaster, follow, posts } = posting({ fate: (_, nth) => (nth < 3 ? 429 : 200), random });
    await follow('c-1', sam, 'all');
    expect(await broadcaster.broadcast(booked(1), never)).toEqual(ok);
    expect(posts.map(({ at }) => at)).toEqual([0, 100, 200]);
  });

  it.each([429, 503])('is let go after so many tries, and that is told: %i', async (code) => {
    const { broadcaster, follow, to } = posting({ fate: (id) => (id === 'slow' ? code : 200), tries: 3 });
    await follow('slow', sam, 'all');
    await follow('quick', sam, 'all');
    expect(await broadcaster.broadcast(booked(1), never)).toEqual(notBroadcast(status(code)));
    expect([to('slow'), to('quick')].map(({ length }) => length)).toEqual([3, 1]);
  });

  it('is all that is left to do when the same event is broadcast again', async () => {
    const event = booked(1);
    const { broadcaster, follow, to } = posting({ fate: (id, nth) => (id === 'slow' && nth < 4 ? 429 : 200), tries: 2 });
    await follow('slow', sam, 'all');
    await follow('quick', sam, 'all');
    expect(await broadcaster.broadcast(event, never)).toEqual(notBroadcast(status(429)));
    expect(await broadcaster.broadcast(event, never)).toEqual(ok);
    expect([to('slow'), to('quick')].map(({ length }) => length)).toEqual([4, 1]);
    expect(await broadcaster.broadcast(booked(2), never)).toEqual(ok);
    expect(to('quick')).toHaveLength(2);
  });
});

describe('a post that cannot succeed', () => {
  it.each([400, 413])('is not repeated, and no reason to repeat the others: %i', async (code) => {
    const { broadcaster, follow, followersOfAll, posts } = posting({ fate: () => code });
    await follow('c-1', sam, 'all');
    expect(await broadcaster.broadcast(booked(1), never)).toEqual(ok);
    expect(posts).toHaveLength(1);
    expect(await followersOfAll()).toEqual(['c-1']);
  });

  it.each([401, 403, 404])('because nothing may be posted at all is not repeated, but told: %i', async (code) => {
    const { broadcaster, follow, posts } = posting({ fate: () => code });
    await follow('c-1', sam, 'all');
    expect(await broadcaster.broadcast(booked(1), never)).toEqual(notBroadcastForNow(status(code)));
    expect(posts).toHaveLength(1);
  });

  it('because nothing may be posted is what the others of the event are not tried for', async () => {
    const { broadcaster, follow, posts } = posting({ fate: () => 403, atOnce: 2 });
    for (let n = 0; n < 20; n += 1) await follow(`c-${n}`, sam, 'all');
    expect(await broadcaster.broadcast(booked(1), never)).toEqual(notBroadcastForNow(status(403)));
    // Those beside it, and the one that had its place while it was judged.
    expect(posts.length).toBeLessThanOrEqual(4);
  });

  it.each([new RangeError('a bug'), Object.assign(new TypeError('no URL'), { code: 'ERR_INVALID_URL' })])(
    'for a bug is not called anything else: %s',
    async (bug) => {
      const { broadcaster, follow } = posting({ fate: () => bug });
      await follow('c-1', sam, 'all');
      await expect(broadcaster.broadcast(booked(1), never)).rejects.toBe(bug);
    },
  );
});

describe('a connection that hangs', () => {
  it('is given up when its time is over, and again at each try', async () => {
    const { broadcaster, follow, posts, aborted } = posting({ fate: () => 'hang', tries: 2, tryMs: 700 });
    await follow('c-1', sam, 'all');
    expect(await broadcaster.broadcast(booked(1), never)).toEqual(notBroadcastForNow({ name: 'TimeoutError' }));
    expect(posts.map(({ at }) => at)).toEqual([0, 900]);
    expect(aborted).toEqual(['c-1', 'c-1']);
  });

  it('delays no other: the others have the event before its time is over', async () => {
    const { broadcaster, follow, posts } = posting({ fate: (to) => (to === 'c-7' ? 'hang' : 200), atOnce: 2, tries: 1 });
    for (let n = 0; n < 40; n += 1) await follow(`c-${n}`, sam, 'all');
    expect(await broadcaster.broadcast(booked(1), never)).toEqual(notBroadcastForNow({ name: 'TimeoutError' }));
    expect(posts.map(({ at }) => at)).toEqual(Array.from({ length: 40 }, () => 0));
  });
});

describe('a connection that did not answer at any try', () => {
  it('is left alone for ten seconds, in which events are told to the others at once', async () => {
    const { broadcaster, follow, posts, to, clock } = posting({ fate: (id, nth) => (id === 'hung' && nth === 1 ? 'hang' : 200), tries: 1 });
    await follow('hung', sam, 'all');
    await follow('quick', sam, 'all');
    expect(await broadcaster.broadcast(booked(1), never)).toEqual(notBroadcastForNow({ name: 'TimeoutError' }));
    const rested = clock.now();
    clock.set(new Date(rested + 9_999));
    expect(await broadcaster.broadcast(booked(2), never)).toEqual(notBroadcastForNow({ message: 'it did not answer a moment ago' }));
    expect(clock.now()).toBe(rested + 9_999);
    expect([to('hung').length, to('quick').length]).toEqual([1, 2]);
    clock.set(new Date(rested + 10_000));
    expect(await broadcaster.broadcast(booked(3), never)).toEqual(ok);
    expect(posts).toHaveLength(5);
  });

  it('is no reason to try again at once, unless another one is', async () => {
    const { broadcaster, follow, to } = posting({ fate: (id) => (id === 'hung' ? 'hang' : 429), tries: 1 });
    await follow('hung', sam, 'all');
    expect(await broadcaster.broadcast(booked(1), never)).toEqual(notBroadcastForNow({ name: 'TimeoutError' }));
    await follow('slow', sam, 'all');
    expect(await broadcaster.broadcast(booked(2), never)).toEqual(notBroadcast({ message: 'it did not answer a moment ago' }));
    expect([to('hung').length, to('slow').length]).toEqual([1, 1]);
  });

  it('is not to be mistaken for one that is only throttled', async () => {
    const { broadcaster, follow, to } = posting({ fate: (_, nth) => (nth === 1 ? 429 : 200), tries: 1 });
    await follow('c-1', sam, 'all');
    expect(await broadcaster.broadcast(booked(1), never)).toEqual(notBroadcast(status(429)));
    expect(await broadcaster.broadcast(booked(2), never)).toEqual(ok);
    expect(to('c-1')).toHaveLength(2);
  });
});

describe('the posts under way', () => {
  it('are so many at most, over all events', async () => {
    const { broadcaster, follow, posts, mostAtOnce } = posting({ atOnce: 7 });
    for (let n = 0; n < 30; n += 1) await follow(`c-${n}`, sam, 'all');
    await Promise.all([1, 2, 3].map((n) => broadcaster.broadcast(booked(n), never)));
    expect(posts).toHaveLength(90);
    expect(mostAtOnce()).toBe(7);
  });

  it('do not wait for one that pauses before its next try', async () => {
    const { broadcaster, follow, posts } = posting({ fate: (to, nth) => (to === 'a' && nth === 1 ? 429 : 200), atOnce: 1 });
    for (const id of ['a', 'b', 'c']) await follow(id, sam, 'all');
    expect(await broadcaster.broadcast(booked(1), never)).toEqual(ok);
    expect(posts.map(({ to }) => to)).toEqual(['a', 'b', 'c', 'a']);
  });

  it('are the last ones when the time of the event is over', async () => {
    const { broadcaster, follow, posts } = posting({ fate: () => 'hang', atOnce: 1, tryMs: 1_000, maxWaitMs: 2_500, tries: 1 });
    for (let n = 0; n < 10; n += 1) await follow(`c-${n}`, sam, 'all');
    expect(await broadcaster.broadcast(booked(1), never)).toEqual(notBroadcast({ name: 'TimeoutError' }));
    expect(posts.map(({ at }) => at)).toEqual([0, 1_000, 2_000]);
  });
});

/** How often it is asked from now on who is to be told. */
function counted(subscriptions: Subscriptions): () => number {
  let asked = 0;
  const { subscribersOf } = subscriptions;
  Object.assign(subscriptions, {
    subscribersOf: (...given: Parameters<typeof subscribersOf>) => {
      asked += 1;
      return subscribersOf(...given);
    },
  });
  return () => asked;
}

describe('a crowd of events', () => {
  it('is posted one after another, each in its own time, however long the others took', async () => {
    const { broadcaster, follow, posts, clock } = posting({ fate: (to) => (to === 'c-9' ? 'hang' : 200), atOnce: 2, tries: 1, tryMs: 700, maxWaitMs: 1_000 });
    for (let n = 0; n < 10; n += 1) await follow(`c-${n}`, sam, 'all');
    await Promise.all(Array.from({ length: 8 }, (_, n) => broadcaster.broadcast(booked(n), never)));
    const quick = posts.filter(({ to }) => to !== 'c-9').map((post) => Object(sentIn(post)).event.eventId);
    expect(quick).toHaveLength(8 * 9);
    expect([...new Set(quick)]).toEqual(Array.from({ length: 8 }, (_, n) => booked(n).eventId));
    expect(clock.now() - NOW).toBeGreaterThan(1_000);
  });

  it('is asked about as there is room for it', async () => {
    const { broadcaster, follow, subscriptions, to } = posting({ fate: () => 'hang', atOnce: 1, tries: 1 });
    for (let n = 0; n < 4; n += 1) await follow(`c-${n}`, sam, 'all');
    const asked = counted(subscriptions);
    const hanging = Array.from({ length: 20 }, (_, n) => broadcaster.broadcast(booked(n), never));
    await turns(60);
    expect(to('c-0')).toHaveLength(1);
    expect(asked()).toBeLessThan(3);
    await Promise.all(hanging);
    expect(asked()).toBe(20);
  });

  it('asks no more about itself when nobody waits for it any more, be it that a question was under way', async () => {
    const { broadcaster, subscriptions } = posting();
    const answers: (() => void)[] = [];
    const subscribersOf = (): ReturnType<Subscriptions['subscribersOf']> =>
      new Promise((resolve) => void answers.push(() => void okAsync<readonly Subscriber[], never>([]).then(resolve)));
    Object.assign(subscriptions, { subscribersOf });
    const waiting = new AbortController();
    const outcomes = Promise.all(Array.from({ length: 20 }, (_, n) => broadcaster.broadcast(booked(n), waiting.signal)));
    await turns(60);
    expect(answers).toHaveLength(1);
    waiting.abort();
    for (const answered of answers) answered();
    await turns(60);
    expect(answers).toHaveLength(1);
    expect((await outcomes).filter((outcome) => outcome.isErr())).toHaveLength(19);
  });

  it('asks no more about itself when nobody waits for it any more, be it that there was no room for it', async () => {
    const { broadcaster, follow, subscriptions } = posting({ fate: () => 'hang', atOnce: 1, tryMs: 600_000 });
    for (let n = 0; n < 4; n += 1) await follow(`c-${n}`, sam, 'all');
    const asked = counted(subscriptions);
    const waiting = new AbortController();
    const outcomes = Promise.all(Array.from({ length: 20 }, (_, n) => broadcaster.broadcast(booked(n), waiting.signal)));
    await turns(60);
    const before = asked();
    expect(before).toBeLessThan(3);
    waiting.abort();
    expect((await outcomes).map((outcome) => outcome._unsafeUnwrapErr().retry)).toEqual(Array(20).fill(false));
    expect(asked()).toBe(before);
  });

  it('is let go when nobody waits for it any more, with what is under way', async () => {
    const { broadcaster, follow, posts, aborted } = posting({ fate: () => 'hang', atOnce: 2, tryMs: 600_000 });
    for (let n = 0; n < 4; n += 1) await follow(`c-${n}`, sam, 'all');
    const waiting = new AbortController();
    const outcomes = Promise.all([1, 2].map((n) => broadcaster.broadcast(booked(n), waiting.signal)));
    await turns(60);
    waiting.abort();
    expect((await outcomes).map((outcome) => outcome.isErr())).toEqual([true, true]);
    expect(aborted).toEqual(['c-0', 'c-1']);
    expect(posts).toHaveLength(2);
  });
});

describe('subscriptions that cannot be reached', () => {
  it('are a reason to try again', async () => {
    const { broadcaster, subscriptions, posts } = posting();
    const cause = new Error('no route to the table');
    Object.assign(subscriptions, { subscribersOf: () => errAsync({ kind: 'store_unavailable', cause }) } satisfies Partial<Subscriptions>);
    expect(await broadcaster.broadcast(booked(1), never)).toEqual(notBroadcast(cause));
    expect(posts).toEqual([]);
  });
});

it.each([{ atOnce: 0 }, { atOnce: 1.5 }, { tries: 0 }, { tryMs: Number.NaN }, { maxWaitMs: -1 }, { maxWaitMs: Number.POSITIVE_INFINITY }])(
  'settings that let nothing through, or have no end, are refused at once: %j',
  (options) => {
    const client = new ApiGatewayManagementApiClient({ region: 'eu-central-1', endpoint: 'http://127.0.0.1:1' });
    expect(() => apiGatewayBroadcaster(client, posting().subscriptions, options)).toThrow(TypeError);
  },
);
