// The adapters work with whatever client they are given: the oldest ioredis that is said to be fine, and settings that
// change what is sent, or what an answer looks like.
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Cluster, Redis } from 'ioredis';
import { Redis as Redis5 } from 'ioredis-5';
import {
  redisBroadcaster,
  type RedisClient,
  redisFeedTokens,
  redisHealth,
  redisRateLimiter,
  redisTickets,
} from 'holdfast/adapters/redis';
import { afterAll, describe, expect, it } from 'vitest';
import { ownPrefix, ownRedisForTheFile, REDIS_URL } from './connecting.js';
import { bookedUpTo, idsOf, listeners, never } from './hearing.js';

const { at } = listeners();
// It writes down who its nodes are.
const folder = mkdtempSync(join(tmpdir(), 'holdfast-'));
const cluster = ownRedisForTheFile(['--cluster-enabled', 'yes', '--cluster-announce-ip', '127.0.0.1', '--dir', folder]);
const opened: { disconnect(): void }[] = [];
afterAll(() => {
  for (const client of opened) client.disconnect();
  rmSync(folder, { recursive: true });
});

async function clusterOfOne(): Promise<RedisClient> {
  const { url, port } = await cluster();
  const node = new Redis(url);
  await node.call('CLUSTER', 'ADDSLOTSRANGE', '0', '16383');
  await expect.poll(() => node.cluster('INFO'), { timeout: 20_000 }).toMatch('cluster_state:ok');
  node.disconnect();
  return new Cluster([{ host: '127.0.0.1', port }]);
}

const CLIENTS: Readonly<Record<string, () => RedisClient | Promise<RedisClient>>> = {
  'with the settings it has by default': () => new Redis(REDIS_URL),
  // Another version of a class is another type to the compiler; whoever has one has its types, too.
  'of ioredis 5': () => new Redis5(REDIS_URL) as unknown as RedisClient,
  'that connects when it is first used': () => new Redis(REDIS_URL, { lazyConnect: true }),
  'with a prefix of its own for all keys': () => new Redis(REDIS_URL, { keyPrefix: ownPrefix() }),
  'without a queue, without repetitions and with short times': () =>
    new Redis(REDIS_URL, {
      enableOfflineQueue: false,
      maxRetriesPerRequest: 0,
      autoResendUnfulfilledCommands: false,
      commandTimeout: 1_000,
      socketTimeout: 1_000,
      retryStrategy: null,
    }),
  'that keeps calls for ever': () => new Redis(REDIS_URL, { maxRetriesPerRequest: null, enableReadyCheck: false }),
  'that sends calls together': () => new Redis(REDIS_URL, { enableAutoPipelining: true }),
  'that speaks the old protocol': () => new Redis(REDIS_URL, { protocol: 2 }),
  'that gives maps as objects': () => new Redis(REDIS_URL, { replyMapping: 'resp3' }),
  'of a cluster': clusterOfOne,
};

describe.each(Object.entries(CLIENTS))('a client %s', (_, open) => {
  it('is good for events, tickets, calendars and limits', async () => {
    const redis = await open();
    opened.push(redis);
    if (redis.status !== 'wait' && redis.status !== 'ready') await once(redis, 'ready');
    const prefix = ownPrefix();
    const stream = `${prefix}events`;

    const { feed, heard, hears, log } = at(redis, stream);
    await feed.start();
    const events = bookedUpTo(300);
    const broadcaster = redisBroadcaster(redis, { stream, maxLength: 100_000 });
    const told = await Promise.all(events.map((event) => broadcaster.broadcast(event, never)));
    expect(told.every((result) => result.isOk())).toBe(true);
    await hears(300);
    expect(heard).toEqual(idsOf(events));
    expect(log.lines).toEqual([]);

    expect(await redisHealth(redis)()).toBe(true);

    const ada = { subject: 'ada', roles: ['user'] } as const;
    const tickets = redisTickets(redis, { prefix });
    expect((await tickets.put('one', { actor: ada, expiresAt: 2_000 })).isOk()).toBe(true);
    expect((await tickets.take('one', 1_999))._unsafeUnwrap()).toEqual(ada);
    expect((await tickets.take('one', 1_999))._unsafeUnwrap()).toBeUndefined();

    const feeds = redisFeedTokens(redis, { prefix });
    const calendar = { of: { userId: 'ada' }, actor: ada };
    expect((await feeds.put('two', calendar)).isOk()).toBe(true);
    expect((await feeds.find('two'))._unsafeUnwrap()).toEqual(calendar);
    expect((await feeds.remove('two'))._unsafeUnwrap()).toBe(true);
    expect((await feeds.remove('two'))._unsafeUnwrap()).toBe(false);

    const limiter = redisRateLimiter(redis, { perMinute: 7, prefix });
    for (let n = 6; n >= 0; n -= 1) expect((await limiter.take('{a} b', 0))._unsafeUnwrap().remaining).toBe(n);
    expect((await limiter.take('{a} b', 0))._unsafeUnwrap().retryAfterMs).toBe(8_572);
  });
});
