import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { redisBroadcaster, type RedisClient, redisHealth, redisRateLimiter, redisTickets } from 'holdfast/adapters/redis';
import { afterAll, describe, expect, it } from 'vitest';
import { clientsForTheFile, OwnRedis, ownRedisForTheFile, REDIS_URL } from './connecting.js';
import { booked, bookedUpTo, idsOf, type Listener, listeners, never, tell } from './hearing.js';
import { type Proxy, proxyTo } from './proxy.js';

const clients = clientsForTheFile();
const { at } = listeners();
const own = ownRedisForTheFile();
let streams = 0;
const ownStream = (): string => `faults:${(streams += 1)}:${process.pid}`;

const proxies: Proxy[] = [];
afterAll(() => Promise.all(proxies.map((proxy) => proxy.close())));
async function wireTo(port: number): Promise<Proxy> {
  const proxy = await proxyTo(port);
  proxies.push(proxy);
  return proxy;
}

async function timed<T>(work: PromiseLike<T>): Promise<readonly [answer: T, ms: number]> {
  const begun = performance.now();
  const answer = await work;
  return [answer, performance.now() - begun];
}

/** How many questions of a client wait for their answers. */
const unansweredBy = (redis: RedisClient): unknown => Reflect.get(Object(Reflect.get(redis, 'commandQueue')), 'length');

/** Ready again, however that comes about. */
async function ready(redis: RedisClient): Promise<void> {
  await expect.poll(() => redis.status, { timeout: 20_000 }).toBe('ready');
}
async function follows({ feed }: Listener): Promise<void> {
  await expect.poll(() => feed.isFollowing(), { timeout: 20_000 }).toBe(true);
}
async function lost({ feed }: Listener): Promise<void> {
  await expect.poll(() => feed.isFollowing(), { timeout: 20_000 }).toBe(false);
}

const codeOf = (cause: unknown): unknown => (cause instanceof Error && 'code' in cause ? cause.code : cause);

describe('a server whose connection is cut', () => {
  it('while 1,000 events are appended gets every one of them afterwards, in order, and none twice', async () => {
    const redis = await own();
    const stream = ownStream();
    const wire = await wireTo(redis.port);
    const listener = at(clients.to(wire.url), stream);
    const { feed, heard, hears, log } = listener;
    await feed.start();
    const broadcaster = redisBroadcaster(clients.to(redis.url), { stream });
    const events = bookedUpTo(1_200);
    await tell(broadcaster, ...events.slice(0, 100));
    await hears(100);
    wire.cut();
    await lost(listener);
    await tell(broadcaster, ...events.slice(100, 1_100));
    expect(heard).toHaveLength(100);
    wire.mend();
    const [, ms] = await timed(hears(1_100));
    await tell(broadcaster, ...events.slice(1_100));
    await hears(1_200);

    expect(heard).toEqual(idsOf(events));
    expect(log.messages()).toEqual(['live updates of all servers wait for Redis', 'live updates of all servers go on']);
    console.log(`cut while 1,000 events were appended: all ${heard.length} heard, in order, none twice, ${Math.round(ms)} ms after the wire was mended`);
  });

  it('again and again, in the middle of things, gets every one all the same', async () => {
    const redis = await own();
    const stream = ownStream();
    const wire = await wireTo(redis.port);
    const { feed, heard, hears } = at(clients.to(wire.url), stream);
    await feed.start();
    const broadcaster = redisBroadcaster(clients.to(redis.url), { stream });
    const events = bookedUpTo(2_000);
    for (const [n, event] of events.entries()) {
      await tell(broadcaster, event);
      if (n % 250 === 100) wire.cut();
      if (n % 250 === 150) wire.mend();
    }
    await hears(2_000);
    expect(heard).toEqual(idsOf(events));
  });

  it('and finds the stream cut past where it was goes on with what there is, and tells of it', async () => {
    const redis = await own();
    const stream = ownStream();
    const wire = await wireTo(redis.port);
    const listener = at(clients.to(wire.url), stream);
    await listener.feed.start();
    const broadcaster = redisBroadcaster(clients.to(redis.url), { stream, maxLength: 100 });
    const events = bookedUpTo(2_000);
    await tell(broadcaster, booked(0));
    await listener.hears(1);
    wire.cut();
    await lost(listener);
    await Promise.all(events.slice(1).map((event) => broadcaster.broadcast(event, never)));
    wire.mend();
    await expect.poll(() => listener.heard.at(-1), { timeout: 20_000 }).toBe('b-1999:1');
    expect(listener.heard.length).toBeLessThan(400);
    expect(listener.heard).toEqual([...new Set(listener.heard)]);
    expect(listener.log.messages()).toContain('stream of events was cut or begun anew: live updates may be missing');
  });
});

describe('a Redis that is killed with -9 and comes back with nothing', () => {
  it('is heard again, from the first event after it, by clients with the settings they have by default', async () => {
    const redis = await own();
    const stream = ownStream();
    const listener = at(clients.to(redis.url), stream);
    await listener.feed.start();
    const appending = clients.to(redis.url);
    const broadcaster = redisBroadcaster(appending, { stream });
    await tell(broadcaster, booked(1));
    await listener.hears(1);
    await redis.kill();
    await lost(listener);
    // What is on its way while a connection breaks may arrive all the same, by the next one.
    await expect.poll(() => appending.status).not.toBe('ready');
    const down = await broadcaster.broadcast(booked(2), never);
    expect(codeOf(down._unsafeUnwrapErr().cause)).toMatch(/^REDIS_NO/);
    await redis.restart();
    await ready(appending);
    await tell(broadcaster, booked(3));
    await tell(broadcaster, booked(4));
    await listener.hears(3);
    expect(listener.heard).toEqual(['b-1:1', 'b-3:1', 'b-4:1']);
    expect(listener.log.messages()).toContain('live updates of all servers go on');
  });

  it('and whose ids begin lower than those that were read is not waited for in vain', async () => {
    const redis = await own();
    const stream = ownStream();
    const listener = at(clients.to(redis.url), stream);
    await listener.feed.start();
    const other = clients.to(redis.url);
    await tell(redisBroadcaster(other, { stream }), booked(1));
    await listener.hears(1);
    await redis.restart();
    await ready(other);
    await other.xadd(stream, '5-1', 'event', JSON.stringify(booked(2)));
    await listener.hears(2);
    expect(listener.heard).toEqual(['b-1:1', 'b-2:1']);
  });

  it('is waited for by the tries of an event one after another', async () => {
    const redis = await own();
    const appending = clients.to(redis.url);
    const broadcaster = redisBroadcaster(appending, { stream: ownStream(), maxWaitMs: 1_000 });
    await tell(broadcaster, booked(1));
    await redis.kill();
    await expect.poll(() => appending.status, { timeout: 5_000 }).not.toBe('ready');
    const tries: number[] = [];
    for (let n = 0; n < 3; n += 1) {
      const [answer, ms] = await timed(broadcaster.broadcast(booked(2), never));
      expect(answer.isErr()).toBe(true);
      tries.push(ms);
    }
    expect(Math.min(...tries)).toBeGreaterThan(900);
    await redis.restart();
    await ready(appending);
    await tell(broadcaster, booked(3));
  });

  it('between an event and the next keeps a waiting event for when it is back, for as long as that may take', async () => {
    const redis = await own();
    const stream = ownStream();
    const listener = at(clients.to(redis.url), stream);
    await listener.feed.start();
    const appending = clients.to(redis.url);
    await ready(appending);
    await redis.kill();
    await expect.poll(() => appending.status, { timeout: 5_000 }).not.toBe('ready');
    const waiting = redisBroadcaster(appending, { stream, maxWaitMs: 20_000 }).broadcast(booked(1), never);
    await redis.restart();
    expect((await waiting).isOk()).toBe(true);
    await listener.hears(1);
  });
});

describe('a Redis that takes connections and answers nothing', () => {
  it('costs each call its time at most, and after the first ones nearly none', async () => {
    const redis = await own();
    const stream = ownStream();
    const client = clients.to(redis.url);
    await ready(client);
    const broadcaster = redisBroadcaster(client, { stream, maxWaitMs: 500 });
    const limiter = redisRateLimiter(client, { perMinute: 1, maxWaitMs: 300 });
    const tickets = redisTickets(client, { maxWaitMs: 300 });
    redis.freeze();
    const event = await broadcaster.broadcast(booked(1), never);
    const allowance = await limiter.take('ada', 0);
    const ticket = await tickets.take('none', 0);
    expect([event, allowance, ticket].map((answer) => codeOf(answer._unsafeUnwrapErr().cause))).toEqual(Array(3).fill('REDIS_NO_ANSWER'));
    const asked = unansweredBy(client);
    const crowd = await Promise.all(Array.from({ length: 500 }, () => limiter.take('ada', 0)));
    expect(crowd.every((answer) => answer.isErr())).toBe(true);
    expect(unansweredBy(client)).toBe(asked);
    const answers = redisHealth(client);
    expect(await answers()).toBe(false);
    redis.thaw();
    await expect.poll(answers, { timeout: 10_000 }).toBe(true);
    await expect.poll(async () => (await limiter.take('bob', 0)).isOk(), { timeout: 10_000 }).toBe(true);
    expect((await broadcaster.broadcast(booked(2), never)).isOk()).toBe(true);
  });

  it('is noticed by the feed, which goes on when it answers again and has lost nothing', async () => {
    const redis = await own();
    const stream = ownStream();
    const listener = at(clients.to(redis.url), stream);
    await listener.feed.start();
    const broadcaster = redisBroadcaster(clients.to(redis.url), { stream });
    await tell(broadcaster, booked(1));
    await listener.hears(1);
    redis.freeze();
    await lost(listener);
    redis.thaw();
    await follows(listener);
    expect((await broadcaster.broadcast(booked(2), never)).isOk()).toBe(true);
    await listener.hears(2);
    expect(listener.heard).toEqual(['b-1:1', 'b-2:1']);
  });

  it('keeps no feed from stopping at once, and none from starting', async () => {
    const redis = await own();
    const client = clients.to(redis.url);
    const listener = at(client, ownStream());
    await listener.feed.start();
    // Its read waits there by now, and has to be broken off.
    await expect.poll(() => client.info('clients')).toContain('blocked_clients:1');
    redis.freeze();
    const [, stopMs] = await timed(listener.feed.stop());
    const [, startMs] = await timed(listener.feed.start());
    redis.thaw();
    expect(startMs, 'answered, or it was not frozen').toBeGreaterThan(1_900);
    expect(stopMs, 'waited for it as well').toBeLessThan(startMs / 2);
    await follows(listener);
  });
});

describe('where no Redis is', () => {
  it('nothing is kept for when there is one: every call ends, none after another, and no queue grows', { timeout: 60_000 }, async () => {
    const nobody = clients.to('redis://127.0.0.1:1');
    const broadcaster = redisBroadcaster(nobody, { maxWaitMs: 200 });
    const limiter = redisRateLimiter(nobody, { perMinute: 1 });
    const answers = await Promise.all([
      ...bookedUpTo(2_000).map((event) => broadcaster.broadcast(event, never)),
      ...Array.from({ length: 2_000 }, (_, n) => limiter.take(`u-${n}`, 0)),
    ]);
    expect(answers.every((answer) => answer.isErr())).toBe(true);
    expect(Reflect.get(nobody, 'offlineQueue')).toHaveLength(0);
    expect(nobody.listenerCount('ready')).toBeLessThan(5);
  });

  it('a feed starts all the same, and follows when there is one', async () => {
    const redis = await own();
    const wire = await wireTo(redis.port);
    wire.cut();
    const stream = ownStream();
    const listener = at(clients.to(wire.url), stream);
    await listener.feed.start();
    expect(listener.feed.isFollowing()).toBe(false);
    wire.mend();
    await follows(listener);
    await tell(redisBroadcaster(clients.to(redis.url), { stream }), booked(1));
    await listener.hears(1);
  });

  it('a client that was closed answers so at once', async () => {
    const closed = clients.to(REDIS_URL);
    closed.disconnect();
    await expect.poll(() => closed.status).toBe('end');
    const patient = redisBroadcaster(closed, { maxWaitMs: 600_000 });
    const answer = await patient.broadcast(booked(1), never);
    expect(codeOf(answer._unsafeUnwrapErr().cause)).toBe('REDIS_NOT_CONNECTED');
  });
});

describe('a Redis that refuses', () => {
  const answersOf = async (client: RedisClient, stream: string, prefix: string) => {
    const tickets = redisTickets(client, { prefix });
    const ticket = { actor: { subject: 'ada', roles: ['user'] as const }, expiresAt: 60_000 };
    return [
      await redisBroadcaster(client, { stream }).broadcast(booked(1), never),
      await tickets.put('one', ticket),
      await redisRateLimiter(client, { perMinute: 1, prefix }).take('ada', 0),
    ].map((answer) => (answer.isErr() ? [answer.error.kind, codeOf(answer.error.cause)] : 'ok'));
  };

  it('for want of memory says so, and is as before when there is some', async () => {
    const client = clients.to((await own()).url);
    await client.config('SET', 'maxmemory-policy', 'noeviction', 'maxmemory', '1');
    const code = 'REDIS_OOM';
    expect(await answersOf(client, 'full', 'full:')).toEqual([['not_broadcast', code], ['store_unavailable', code], ['store_unavailable', code]]);
    await client.config('SET', 'maxmemory', '0');
    expect(await answersOf(client, 'full', 'full:')).toEqual(['ok', 'ok', 'ok']);
  });

  it('because it cannot write to its disk says so', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'holdfast-'));
    const redis = await OwnRedis.start(['--dir', folder]);
    rmSync(folder, { recursive: true });
    const client = clients.to(redis.url);
    await client.set('any', 'thing');
    await client.config('SET', 'save', '1 1', 'stop-writes-on-bgsave-error', 'yes');
    await client.bgsave();
    const code = 'REDIS_MISCONF';
    await expect
      .poll(() => answersOf(client, 'bad-disk', 'bad-disk:'), { timeout: 10_000 })
      .toEqual([['not_broadcast', code], ['store_unavailable', code], ['store_unavailable', code]]);
    await redis.kill();
  });

  it('because a key is something else says so', async () => {
    const client = clients.to(REDIS_URL);
    const mine = `odd:${process.pid}:`;
    for (const key of ['stream', 'ticket:one', 'rate:ada']) await client.rpush(`${mine}${key}`, 'a list');
    const code = 'REDIS_WRONGTYPE';
    expect(await answersOf(client, `${mine}stream`, mine)).toEqual([['not_broadcast', code], 'ok', ['store_unavailable', code]]);
    const taken = await redisTickets(client, { prefix: mine }).take('one', 0);
    expect(codeOf(taken._unsafeUnwrapErr().cause)).toBe(code);
  });

  it('because the password is wrong is told of by the feed, which goes on trying', async () => {
    const redis = await own();
    const admin = clients.to(redis.url);
    await admin.config('SET', 'requirepass', 'secret');
    const listener = at(clients.to(redis.url.replace('//', '//:wrong@')), ownStream());
    await listener.feed.start();
    expect(listener.feed.isFollowing()).toBe(false);
    expect(listener.log.messages()).toEqual(['live updates of all servers wait for Redis']);
    await admin.config('SET', 'requirepass', '');
    await follows(listener);
  });
});

describe('what was kept and cannot be read', () => {
  it('is no answer, and not the same as nothing', async () => {
    const client = clients.to(REDIS_URL);
    const prefix = `unread:${process.pid}:`;
    const odd = ['', '{', 'null', '[]', '{"actor":{"subject":"ada","roles":["robot"]},"expiresAt":9}', '{"actor":{"subject":"ada","roles":[]}}'];
    for (const [n, text] of odd.entries()) {
      await client.set(`${prefix}ticket:${n}`, text);
      const taken = await redisTickets(client, { prefix }).take(String(n), 0);
      expect(codeOf(taken._unsafeUnwrapErr().cause), text).toBe('REDIS_UNREADABLE');
    }
  });
});
