import type { Server } from 'node:http';
import { promisify } from 'node:util';
import type { BookingEvent } from 'holdfast';
import { inMemorySubscriptions } from 'holdfast/adapters/in-memory';
import { describe, expect, it } from 'vitest';
import { errAsync, okAsync } from '../../../../src/domain/result.js';
import type { Subscriptions } from '../../../../src/ports/index.js';
import { booked, never } from '../../../adapters/api-gateway-websocket/events.js';
import { type LiveClient, subscribe } from '../../live/live-client.js';
import { as, ground } from './ground.js';

const services = (count: number): readonly string[] => Array.from({ length: count }, (_, n) => `service:s-${n}`);

const connectionsOf = (server: Server): Promise<number> => promisify(server.getConnections.bind(server))();

async function heard(client: LiveClient, count: number): Promise<readonly unknown[]> {
  const frames: unknown[] = [];
  while (frames.length < count) frames.push(await client.next());
  return frames;
}

/** Subscriptions that answer when they are told to. */
function slowly(): { readonly subscriptions: Subscriptions; readonly asked: unknown[]; go(): void } {
  const subscriptions = inMemorySubscriptions();
  const [asked, waiting]: [unknown[], (() => void)[]] = [[], []];
  return {
    asked,
    go: () => waiting.shift()?.(),
    subscriptions: {
      ...subscriptions,
      async subscribe(subscriber, topics, expiresAt) {
        asked.push(topics);
        await new Promise<void>((go) => waiting.push(go));
        return subscriptions.subscribe(subscriber, topics, expiresAt);
      },
    },
  };
}

describe('frames', () => {
  it('are answered one after another, in their order', async () => {
    const { open } = await ground();
    const client = await open();
    const topics = services(30);
    for (const topic of topics) client.say(subscribe(topic));
    client.say({ action: 'ping' });
    const replies = topics.map((topic) => ({ action: 'subscribed', topics: [topic] }));
    expect(await heard(client, 31)).toEqual([...replies, { action: 'pong' }]);
  });

  it('wait while the one before them is worked on', async () => {
    const slow = slowly();
    const { open } = await ground({ subscriptions: slow.subscriptions });
    const client = await open();
    client.say(subscribe('service:a'));
    client.say({ action: 'ping' });
    client.say(subscribe('service:b'));
    // Another connection's frame comes later and is answered.
    const other = await open();
    expect(await other.ask({ action: 'ping' })).toEqual({ action: 'pong' });
    expect(slow.asked).toEqual([['service:a']]);
    slow.go();
    expect(await heard(client, 2)).toEqual([{ action: 'subscribed', topics: ['service:a'] }, { action: 'pong' }]);
    await expect.poll(() => slow.asked).toHaveLength(2);
    slow.go();
    expect(await client.next()).toEqual({ action: 'subscribed', topics: ['service:b'] });
  });

  it('that wait are few: whoever sends more without waiting is closed', async () => {
    const slow = slowly();
    const { open } = await ground({ subscriptions: slow.subscriptions }, { framesWaiting: 3 });
    const client = await open();
    for (let n = 0; n < 5; n += 1) client.say(subscribe(`service:s-${n}`));
    expect(await client.closed).toEqual([1008, 'too many frames unanswered']);
    expect(slow.asked).toHaveLength(1);
    slow.go();
  });

  it('may be as many as one likes while they are answered', async () => {
    const { open } = await ground({}, { framesWaiting: 3 });
    const client = await open();
    for (let n = 0; n < 1_000; n += 1) client.say({ action: 'ping' });
    expect(new Set((await heard(client, 1_000)).map((frame) => Object(frame).action))).toEqual(new Set(['pong']));
  });

  it.each([
    ['', 'not_json'],
    ['\u0000', 'not_json'],
    ['[]', 'not_an_object'],
    ['{"action":"toString"}', 'unknown_action'],
    ['{"action":"subscribe","topics":["all"],"__proto__":1}', 'unknown_field'],
  ])('that mean nothing are answered with why: %s', async (frame, code) => {
    const { open } = await ground();
    const client = await open();
    expect(await client.ask(frame)).toMatchObject({ action: 'error', code });
    expect(await client.ask({ action: 'ping' })).toEqual({ action: 'pong' });
  });

  it('in bytes are taken for text, and bytes that are none are answered', async () => {
    const { open } = await ground();
    const client = await open();
    client.socket.send(Buffer.from('{"action":"ping"}'));
    client.socket.send(Buffer.from([0xff, 0xfe]));
    expect(await heard(client, 2)).toEqual([{ action: 'pong' }, { action: 'error', code: 'not_text' }]);
  });

  it('of 16 KB are read, and larger ones end the connection', async () => {
    const { open } = await ground();
    const [fits, larger] = [await open(), await open()];
    const ping = (bytes: number): string => JSON.stringify({ action: 'ping' }).padEnd(bytes);
    expect(await fits.ask(ping(16_384))).toEqual({ action: 'pong' });
    larger.say(ping(16_385));
    expect((await larger.closed)[0]).toBe(1009);
    expect(await fits.ask({ action: 'ping' })).toEqual({ action: 'pong' });
  });

  it('in too many parts end the connection', async () => {
    const { open } = await ground();
    const client = await open();
    for (let n = 0; n < 100; n += 1) client.socket.send('x', { fin: false });
    expect((await client.closed)[0]).toBe(1008);
  });

  it('that cannot be done now are answered so, and the next one is taken', async () => {
    const down = { ...inMemorySubscriptions(), subscribe: () => errAsync({ kind: 'store_unavailable' as const }) };
    const { open } = await ground({ subscriptions: down });
    const client = await open();
    expect(await client.ask(subscribe('all'))).toEqual({ action: 'error', code: 'try_again' });
    expect(await client.ask({ action: 'ping' })).toEqual({ action: 'pong' });
  });
});

describe('updates', () => {
  it('go to who follows, and end with unsubscribing', async () => {
    const { live, open } = await ground();
    const [sam, ada, bob] = [await open(), await open(as('ada')), await open(as('bob'))];
    await sam.ask(subscribe('service:chair', 'all'));
    await ada.ask(subscribe('user:ada'));
    await bob.ask(subscribe('user:bob'));
    expect((await live.broadcaster.broadcast(booked(1), never)).isOk()).toBe(true);
    for (const client of [sam, ada]) expect(await client.next()).toMatchObject({ action: 'bookingUpdate', event: { eventId: 'b-1:1' } });
    await sam.ask({ action: 'unsubscribe', topics: ['service:chair', 'all'] });
    expect((await live.broadcaster.broadcast(booked(2), never)).isOk()).toBe(true);
    expect(await ada.next()).toMatchObject({ event: { eventId: 'b-2:1' } });
    for (const client of [sam, bob]) expect(await client.ask({ action: 'ping' })).toEqual({ action: 'pong' });
  });

  it('that are not read end the connection, and no other', async () => {
    const { live, open, server } = await ground();
    const [slow, honest] = [await open(), await open()];
    for (const client of [slow, honest]) await client.ask(subscribe('all'));
    slow.socket.pause();
    const [event, notes] = [booked(1), 'x'.repeat(60_000)];
    const large: BookingEvent = Object.assign({ ...event }, { booking: { ...event.booking, notes } });
    while ((await connectionsOf(server)) > 1) {
      expect((await live.broadcaster.broadcast(large, never)).isOk()).toBe(true);
      expect(await honest.next()).toMatchObject({ action: 'bookingUpdate', data: { notes } });
    }
    expect(await honest.ask({ action: 'ping' })).toEqual({ action: 'pong' });
    slow.socket.resume();
    expect((await slow.closed)[0]).toBe(1006);
  });
});

describe('what a connection follows', () => {
  it('ends with it, also when its last frame is still worked on', async () => {
    const slow = slowly();
    const removed: string[] = [];
    const { open } = await ground({
      subscriptions: {
        ...slow.subscriptions,
        remove(connectionId) {
          removed.push(connectionId);
          return slow.subscriptions.remove(connectionId);
        },
      },
    });
    const client = await open();
    client.say(subscribe('all'));
    await expect.poll(() => slow.asked).toHaveLength(1);
    client.socket.terminate();
    await client.closed;
    // The server has seen the end of the other by the time it answers.
    await (await open()).ask({ action: 'ping' });
    expect(removed).toEqual([]);
    slow.go();
    await expect.poll(() => removed).toHaveLength(1);
    expect((await slow.subscriptions.subscribersOf(['all'], Date.now()))._unsafeUnwrap()).toEqual([]);
  });

  it('is told to the log when it cannot be ended', async () => {
    const logged: unknown[] = [];
    const logger = { warn: (facts: object) => void logged.push(facts), error: (facts: object) => void logged.push(facts) };
    const fault = new Error('a bug of theirs');
    const answers = [
      () => errAsync({ kind: 'store_unavailable' as const, cause: 'down' }),
      () => {
        throw fault;
      },
      () => okAsync(undefined),
    ];
    const { open } = await ground({ logger, subscriptions: { ...inMemorySubscriptions(), remove: () => answers.shift()?.() ?? okAsync(undefined) } });
    for (const told of [1, 2, 2]) {
      (await open()).socket.close();
      await expect.poll(() => logged).toHaveLength(told);
    }
    expect(logged).toEqual([{ cause: 'down' }, { error: fault }]);
  });
});
