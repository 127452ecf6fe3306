import {
  redisBroadcaster,
  redisFeed,
  type RedisFeed,
  redisHealth,
  redisRateLimiter,
  redisTickets,
} from '../../../adapters/redis/index.js';
import type { Logger } from '../../../ports/index.js';
import { redisClient } from './client.js';
import { firstFailures } from './first-failures.js';
import type { RedisModuleOptions, RedisShared } from './shared.js';

/** A request is not kept waiting for longer to find out that it is one of not too many. */
const LIMITER_MS = 300;
const PROBE_MS = 1_000;

/** Needs no Redis to be there: what is asked for while there is none fails, and the log hears of it. */
export function openRedisShared({ url, prefix = 'holdfast:' }: RedisModuleOptions, logger: Logger): RedisShared {
  const redis = redisClient(url, logger);
  const stream = `${prefix}events`;
  const answers = redisHealth(redis, { prefix, maxWaitMs: PROBE_MS });
  const broadcaster = redisBroadcaster(redis, { stream });
  const tickets = redisTickets(redis, { prefix });
  const toldOfEvents = firstFailures(logger, 'events do not reach the boards');
  const toldOfTickets = firstFailures(logger, 'tickets not reachable');
  const toldOfLimits = firstFailures(logger, 'requests not counted: everyone passes');
  let feed: RedisFeed | undefined;

  return {
    broadcaster: { broadcast: (event, signal) => toldOfEvents(broadcaster.broadcast(event, signal)) },
    tickets: {
      put: (digest, ticket) => toldOfTickets(tickets.put(digest, ticket)),
      take: (digest, now) => toldOfTickets(tickets.take(digest, now)),
    },
    rateLimiter(perMinute) {
      const limiter = redisRateLimiter(redis, { perMinute, prefix, maxWaitMs: LIMITER_MS });
      return { take: (caller, now) => toldOfLimits(limiter.take(caller, now)) };
    },
    async follow(local) {
      await feed?.stop();
      feed = redisFeed(redis, { stream, broadcaster: local, logger });
      await feed.start();
    },
    async isWell() {
      const isReading = feed?.isFollowing() ?? true;
      return isReading && (await answers());
    },
    async close() {
      await feed?.stop();
      redis.disconnect();
    },
  };
}
