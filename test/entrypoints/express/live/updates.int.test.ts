import type { BookingEvent } from 'holdfast';
import { inMemorySubscriptions } from 'holdfast/adapters/in-memory';
import { describe, expect, it } from 'vitest';
import { errAsync, okAsync } from '../../../../src/domain/result.js';
import { booked, never } from '../../../adapters/api-gateway-websocket/events.js';
import { subscribe } from '../../live/live-client.js';
import { as, connectionsOf, ground } from './ground.js';
import { slowly } from './slow-subscriptions.js';

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
    const metadata = Object.fromEntries(Array.from({ length: 20 }, (_, n) => [`m${n}`, '€'.repeat(500)]));
    const event = booked(1);
    const large: BookingEvent = Object.assign({ ...event }, { booking: { ...event.booking, metadata } });
    while ((await connectionsOf(server)) > 1) {
      expect((await live.broadcaster.broadcast(large, never)).isOk()).toBe(true);
      expect(await honest.next()).toMatchObject({ action: 'bookingUpdate', data: { metadata } });
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
