import { randomUUID } from 'node:crypto';
import { err, ok } from 'holdfast';
import { redisBroadcaster, redisFeed } from 'holdfast/adapters/redis';
import type { Broadcaster } from 'holdfast/ports';
import { describe, expect, it } from 'vitest';
import { clientsForTheFile, REDIS_URL } from './connecting.js';
import { booked, bookedUpTo, idsOf, listeners, never, tell } from './hearing.js';

const clients = clientsForTheFile();
const redis = clients.to(REDIS_URL);
const { at } = listeners();
const ownStream = (): string => `test:${randomUUID()}`;

const append = async (stream: string, fields: Readonly<Record<string, string>>): Promise<void> => {
  await redis.xadd(stream, '*', ...Object.entries(fields).flat());
};

describe('servers on one stream', () => {
  it('all hear of every event, in the order in which they were appended, as they were given', async () => {
    const stream = ownStream();
    const given: unknown[] = [];
    const one = at(redis, stream, async (event) => {
      given.push(event);
      return ok(undefined);
    });
    const other = at(clients.to(REDIS_URL), stream);
    await Promise.all([one.feed.start(), other.feed.start()]);
    const events = bookedUpTo(500);
    const broadcaster = redisBroadcaster(redis, { stream });
    const told = await Promise.all(events.map((event) => broadcaster.broadcast(event, never)));

    expect(told.filter((result) => result.isErr())).toEqual([]);
    await Promise.all([one.hears(500), other.hears(500)]);
    expect(one.heard).toEqual(idsOf(events));
    expect(other.heard).toEqual(idsOf(events));
    expect(given).toEqual(events);
    expect([...one.log.lines, ...other.log.lines]).toEqual([]);
  });

  it('hear of what is appended from the answer of start on, and of nothing before', async () => {
    const stream = ownStream();
    const broadcaster = redisBroadcaster(redis, { stream });
    await tell(broadcaster, booked(0));
    const { feed, heard, hears } = at(redis, stream);
    await feed.start();
    await tell(broadcaster, booked(1));
    await hears(1);
    expect(heard).toEqual(['b-1:1']);
  });

  it('begin once: who starts again while they do is answered when they have', async () => {
    const { feed } = at(redis, ownStream());
    let hasBegun = false;
    const first = feed.start().then(() => (hasBegun = true));
    await feed.start();
    expect(hasBegun).toBe(true);
    await first;
  });

  it('hear of an event once, also when it was appended twice', async () => {
    const stream = ownStream();
    const { feed, heard, hears } = at(redis, stream);
    await feed.start();
    const broadcaster = redisBroadcaster(redis, { stream });
    await tell(broadcaster, ...[1, 1, 2, 1, 3].map(booked));
    await hears(3);
    expect(heard).toEqual(['b-1:1', 'b-2:1', 'b-3:1']);
  });

  it('hear no more after a stop, which waits for nobody, and go on from the end after a start', async () => {
    const stream = ownStream();
    const { feed, heard, hears } = at(redis, stream);
    const broadcaster = redisBroadcaster(redis, { stream });
    await feed.start();
    expect(feed.isFollowing()).toBe(true);
    // Its own read would have waited for longer than this one.
    const waited = clients.to(REDIS_URL).blpop(ownStream(), 2);
    expect(await Promise.race([feed.stop().then(() => 'stopped'), waited.then(() => 'waited', String)])).toBe('stopped');
    expect(feed.isFollowing()).toBe(false);
    await tell(broadcaster, booked(1));
    await feed.start();
    await tell(broadcaster, booked(2));
    await hears(1);
    expect(heard).toEqual(['b-2:1']);
  });
});

describe('a broadcaster of this server', () => {
  it('that throws, fails or hangs keeps no event from what comes after it', async () => {
    const stream = ownStream();
    const { feed, heard, hears, log } = at(redis, stream, ({ bookingId }) => {
      if (bookingId === 'b-1') throw new TypeError('broken board');
      if (bookingId === 'b-2') return Promise.resolve(err({ kind: 'not_broadcast', cause: 'full' }));
      return bookingId === 'b-3' ? new Promise(() => undefined) : Promise.resolve(ok(undefined));
    });
    await feed.start();
    const broadcaster = redisBroadcaster(redis, { stream });
    await tell(broadcaster, ...bookedUpTo(5));
    await hears(5);
    expect(heard).toEqual(idsOf(bookedUpTo(5)));
    expect(log.lines.map(({ code }) => code)).toEqual([new TypeError('broken board'), 'full', 'REDIS_NO_ANSWER']);
  });
});

describe('an entry that is no event of this release', () => {
  it('is passed over and told of, and those around it are heard', async () => {
    const stream = ownStream();
    const { feed, heard, hears, log } = at(redis, stream);
    await feed.start();
    const broadcaster = redisBroadcaster(redis, { stream });
    await tell(broadcaster, booked(1));
    const event = booked(7);
    const odd: readonly Readonly<Record<string, string>>[] = [
      { something: 'else' },
      { event: '{' },
      { event: '' },
      { event: 'null' },
      { event: '[]' },
      { event: JSON.stringify({ ...event, type: 'BookingMoved' }) },
      { event: JSON.stringify({ ...event, booking: { ...event.booking, status: 'waitlisted' } }) },
      { event: JSON.stringify({ ...event, booking: null }) },
      { event: JSON.stringify({ ...event, actor: { subject: 'ada', roles: ['robot'] } }) },
      { event: JSON.stringify({ ...event, booking: { ...event.booking, version: '1' } }) },
    ];
    for (const fields of odd) await append(stream, fields);
    await append(stream, { more: 'of a newer release', event: JSON.stringify({ ...booked(2), more: 1 }) });
    await hears(2);
    expect(heard).toEqual(['b-1:1', 'b-2:1']);
    expect(log.messages()).toEqual(odd.map(() => 'entry passed over: no event that this release knows'));
  });
});

describe('a stream', () => {
  it('keeps the latest events, about as many as it is told', async () => {
    const stream = ownStream();
    const broadcaster = redisBroadcaster(redis, { stream, maxLength: 100 });
    await Promise.all(bookedUpTo(1_000).map((event) => broadcaster.broadcast(event, never)));
    const length = await redis.xlen(stream);
    expect(length).toBeGreaterThanOrEqual(100);
    expect(length).toBeLessThanOrEqual(300);
  });

  it('that is replaced within one reading, by one that goes beyond where it was, is heard from its beginning', async () => {
    const stream = ownStream();
    const { feed, heard, hears, log } = at(redis, stream);
    await redis.xadd(stream, '5-1', 'event', JSON.stringify(booked(0)));
    await feed.start();
    await redis.xadd(stream, '5-2', 'event', JSON.stringify(booked(1)));
    await hears(1);
    const anew = redis.multi().del(stream);
    for (const [n, id] of ['1-1', '1-2', '9-1'].entries()) anew.xadd(stream, id, 'event', JSON.stringify(booked(n + 2)));
    await anew.exec();
    await hears(4);
    expect(heard).toEqual(idsOf(bookedUpTo(4, 1)));
    expect(log.messages()).toEqual(['stream of events was cut or begun anew: live updates may be missing']);
    await redis.xadd(stream, '9-2', 'event', JSON.stringify(booked(5)));
    await hears(5);
    expect(log.lines).toHaveLength(1);
  });

  it('that is deleted while nobody reads begins anew: what is in it then is heard', async () => {
    const stream = ownStream();
    const { feed, heard, hears, log } = at(redis, stream);
    await feed.start();
    const broadcaster = redisBroadcaster(redis, { stream });
    await tell(broadcaster, booked(1));
    await hears(1);
    // As by a Redis without its data, whose clock is behind.
    await redis.del(stream);
    await redis.xadd(stream, '1-1', 'event', JSON.stringify(booked(2)));
    await redis.xadd(stream, '1-2', 'event', JSON.stringify(booked(3)));
    await hears(3);
    expect(heard).toEqual(['b-1:1', 'b-2:1', 'b-3:1']);
    expect(log.messages()).toEqual(['stream of events was cut or begun anew: live updates may be missing']);
  });
});

it('a log that throws ends no feed', async () => {
  const stream = ownStream();
  const heard: string[] = [];
  const broken = (): never => {
    throw new Error('no room');
  };
  const broadcaster: Broadcaster = {
    async broadcast({ eventId }) {
      heard.push(eventId);
      return ok(undefined);
    },
  };
  const feed = redisFeed(redis, { stream, broadcaster, logger: { warn: broken, error: broken } });
  await feed.start();
  await append(stream, { event: 'garbage' });
  await tell(redisBroadcaster(redis, { stream }), booked(1));
  await expect.poll(() => heard).toEqual(['b-1:1']);
  await feed.stop();
});

describe('settings that cannot work', () => {
  it.each([
    ['no client', () => redisBroadcaster({} as never)],
    ['a length of 0', () => redisBroadcaster(redis, { maxLength: 0 })],
    ['no stream', () => redisBroadcaster(redis, { stream: '' })],
    ['no broadcaster', () => redisFeed(redis, { logger: console } as never)],
    ['no logger', () => redisFeed(redis, { broadcaster: { broadcast: async () => ok(undefined) } } as never)],
    ['no time', () => redisBroadcaster(redis, { maxWaitMs: 0.5 })],
  ])('%s is refused at once', (_, create) => {
    expect(create).toThrow(TypeError);
  });
});
