import type { RateLimiter } from '../../ports/index.js';
import { checkClient, type RedisClient } from './client.js';
import { lineTo } from './line.js';
import { type KeyOptions, keysOf, maxWaitOf } from './options.js';
import { allowanceIn, RATE_LIMIT_SCRIPT, WINDOW_MS } from './rate-limit-script.js';
import { toStoreDown } from './stored.js';

export interface RedisRateLimit extends KeyOptions {
  readonly perMinute: number;
}

/**
 * A minute's worth at once, refilled evenly, counted over all servers: by the time that each is told, so that clocks
 * which differ give or take as much as they differ. `redis` stays the caller's.
 *
 * @throws TypeError for less than 1 a minute, which would let nobody pass, or what is no rate.
 */
export function redisRateLimiter(redis: RedisClient, { perMinute, prefix, maxWaitMs }: RedisRateLimit): RateLimiter {
  checkClient(redis, 'redisRateLimiter');
  if (!(perMinute >= 1 && perMinute < Number.POSITIVE_INFINITY)) throw new TypeError('perMinute must be 1 or above');
  const line = lineTo(redis, { maxWaitMs: maxWaitOf(maxWaitMs) });
  const keyOf = keysOf('rate', prefix);
  const msPerCall = WINDOW_MS / perMinute;
  return {
    take: (caller, now) =>
      line
        .ask(() => redis.eval(RATE_LIMIT_SCRIPT, 1, keyOf(caller), now, msPerCall))
        .map((told) => allowanceIn(told, now, msPerCall))
        .mapErr(toStoreDown),
  };
}
