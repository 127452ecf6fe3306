import { isObject } from '../../domain/input/fields.js';
import type { CalendarFeed, FeedTokens } from '../../ports/index.js';
import { checkClient, type RedisClient } from './client.js';
import { lineTo } from './line.js';
import { type KeyOptions, keysOf, maxWaitOf } from './options.js';
import { actorIn, storedAs, toStoreDown } from './stored.js';

function ofIn(kept: unknown): CalendarFeed['of'] | undefined {
  const { userId, serviceId }: Readonly<Record<string, unknown>> = isObject(kept) ? kept : {};
  if (typeof userId === 'string') return { userId };
  return typeof serviceId === 'string' ? { serviceId } : undefined;
}

function feedIn(kept: unknown): CalendarFeed | undefined {
  const given: Readonly<Record<string, unknown>> = isObject(kept) ? kept : {};
  const [of, actor] = [ofIn(given['of']), actorIn(given['actor'])];
  return of && actor && { of, actor };
}

/**
 * Calendars that stay until they are revoked: for a Redis that keeps what it has, on disk, and evicts nothing. `redis`
 * stays the caller's.
 *
 * @throws TypeError for settings it cannot work with.
 */
export function redisFeedTokens(redis: RedisClient, { prefix, maxWaitMs }: KeyOptions = {}): FeedTokens {
  checkClient(redis, 'redisFeedTokens');
  const line = lineTo(redis, { maxWaitMs: maxWaitOf(maxWaitMs) });
  const keyOf = keysOf('calendar', prefix);
  return {
    put: (digest, { of, actor }) =>
      line
        .ask(() => redis.set(keyOf(digest), JSON.stringify({ of, actor })))
        .map(() => undefined)
        .mapErr(toStoreDown),
    find: (digest) =>
      line
        .ask(() => redis.get(keyOf(digest)))
        .mapErr(toStoreDown)
        .andThen((text) => storedAs(text, feedIn)),
    remove: (digest) =>
      line
        .ask(() => redis.del(keyOf(digest)))
        .map((removed) => removed > 0)
        .mapErr(toStoreDown),
  };
}
