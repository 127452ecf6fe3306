import { describe, expect, it } from 'vitest';
import { inMemorySubscriptions } from '../../../src/adapters/in-memory/index.js';
import { liveSockets, webSocketBroadcaster } from '../../../src/adapters/websocket/index.js';
import type { Topic } from '../../../src/domain/live/topic.js';
import { errAsync } from '../../../src/domain/result.js';
import { staff, user } from '../../../src/entrypoints/testing/index.js';
import type { Actor } from '../../../src/index.js';
import { booked, cancelledByStaff, LATER, never, NOW } from '../api-gateway-websocket/events.js';
import { FakeSocket } from './fake-socket.js';

const sam = staff('sam');
const ok = expect.objectContaining({ value: undefined });

function board(given: { readonly now?: number } = {}) {
  const [sockets, subscriptions] = [liveSockets(), inMemorySubscriptions()];
  const broadcaster = webSocketBroadcaster(sockets, subscriptions, { clock: { now: () => given.now ?? NOW } });
  let connections = 0;
  const follow = async (actor: Actor, ...topics: readonly Topic[]): Promise<FakeSocket> => {
    const socket = new FakeSocket();
    const connectionId = `c-${(connections += 1)}`;
    sockets.add(connectionId, socket);
    (await subscriptions.subscribe({ connectionId, actor }, topics, LATER))._unsafeUnwrap();
    return socket;
  };
  return { subscriptions, broadcaster, follow, tell: async (event = booked(1)) => broadcaster.broadcast(event, never) };
}

describe('an event', () => {
  it('goes to every connection that follows one of its topics, once, and to no other', async () => {
    const { follow, tell } = board();
    const many = await follow(sam, 'all', 'service:chair', 'user:ada');
    const one = await follow(user('ada'), 'user:ada');
    const other = await follow(sam, 'service:other', 'user:bob');
    expect(await tell()).toEqual(ok);
    const { eventId, type, occurredAt, booking } = booked(1);
    const update = { action: 'bookingUpdate', event: { eventId, type, occurredAt }, data: booking };
    expect([many.heard, one.heard, other.heard]).toEqual([[update], [update], []]);
  });

  it('is told to each as they may see it, and made ready once for each view', async () => {
    const { follow, tell } = board();
    const desks = [await follow(staff('s-1'), 'all'), await follow(staff('s-2'), 'all')];
    const own = [await follow(user('ada'), 'user:ada'), await follow(user('ada'), 'user:ada')];
    expect(await tell(cancelledByStaff)).toEqual(ok);
    const cancelledBy = ({ heard }: FakeSocket): unknown => heard.map((frame) => Object(frame).data.cancelledBy);
    expect([...desks, ...own].map(cancelledBy)).toEqual([['sam'], ['sam'], ['staff'], ['staff']]);
    expect(new Set([...desks, ...own].map(({ sent }) => sent[0])).size).toBe(2);
  });

  it('reaches the others when one reads nothing and one is broken', async () => {
    const { follow, tell } = board();
    const [slow, broken, gone] = [await follow(sam, 'all'), await follow(sam, 'all'), await follow(sam, 'all')];
    slow.bufferedAmount = 2 ** 21;
    broken.broken = 'altogether';
    gone.readyState = 3;
    const honest = await follow(sam, 'all');
    expect(await tell()).toEqual(ok);
    expect([slow.isTerminated, broken.isTerminated]).toEqual([true, true]);
    expect(honest.heard).toHaveLength(1);
  });

  it('goes to none whose time is over', async () => {
    const { follow, tell } = board({ now: LATER });
    const old = await follow(sam, 'all');
    expect(await tell()).toEqual(ok);
    expect(old.sent).toEqual([]);
  });

  it('that follows another comes after it', async () => {
    const { follow, tell } = board();
    const socket = await follow(sam, 'all');
    await Promise.all([1, 2, 3].map((n) => tell(booked(n))));
    expect(socket.heard.map((frame) => Object(frame).event.eventId)).toEqual(['b-1:1', 'b-2:1', 'b-3:1']);
  });

  it('is not broadcast when nobody can say who follows it', async () => {
    const cause = new Error('gone');
    const subscriptions = { ...inMemorySubscriptions(), subscribersOf: () => errAsync({ kind: 'store_unavailable' as const, cause }) };
    const told = await webSocketBroadcaster(liveSockets(), subscriptions).broadcast(booked(1), never);
    expect(told._unsafeUnwrapErr()).toEqual({ kind: 'not_broadcast', cause });
  });
});
