import { checkClient, type RedisClient } from './client.js';
import { lineTo } from './line.js';
import { type KeyOptions, maxWaitOf } from './options.js';

export type RedisHealthOptions = Pick<KeyOptions, 'maxWaitMs'>;

/**
 * Asks whether Redis answers just now, as long as `maxWaitMs` allows. `redis` stays the caller's.
 * @throws TypeError for settings it cannot work with.
 */
export function redisHealth(redis: RedisClient, { maxWaitMs }: RedisHealthOptions = {}): () => Promise<boolean> {
  checkClient(redis, 'redisHealth');
  const line = lineTo(redis, { maxWaitMs: maxWaitOf(maxWaitMs) });
  return async () => (await line.ask(() => redis.ping())).isOk();
}
