import { checkClient, type RedisClient } from './client.js';
import { lineTo } from './line.js';
import { type KeyOptions, keysOf, maxWaitOf } from './options.js';

export type RedisHealthOptions = KeyOptions;

const PROBE_SECONDS = 60;

/**
 * Asks whether Redis takes what is written just now, as long as `maxWaitMs` allows: one that is full, or a replica since
 * a failover, answers a ping and takes no event. `redis` stays the caller's.
 * @throws TypeError for settings it cannot work with.
 */
export function redisHealth(redis: RedisClient, { prefix, maxWaitMs }: RedisHealthOptions = {}): () => Promise<boolean> {
  checkClient(redis, 'redisHealth');
  const line = lineTo(redis, { maxWaitMs: maxWaitOf(maxWaitMs) });
  const probe = keysOf('health', prefix)('probe');
  return async () => (await line.ask(() => redis.set(probe, '', 'EX', PROBE_SECONDS))).isOk();
}
