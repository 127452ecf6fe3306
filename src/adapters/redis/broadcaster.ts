import type { Broadcaster, NotBroadcast } from '../../ports/index.js';
import { checkClient, type RedisClient } from './client.js';
import { lineTo } from './line.js';
import { maxWaitOf, streamOf, wholeOf } from './options.js';

export interface RedisBroadcasterOptions {
  /** The key of the stream. Default: `holdfast:events`. */
  readonly stream?: string | undefined;
  /** About so many events are kept, the latest, for servers that were away for a while. Default: 10,000. */
  readonly maxLength?: number | undefined;
  /** How long an event may take, in milliseconds, the wait for a lost connection included. Default: 2,000. */
  readonly maxWaitMs?: number | undefined;
}

/** Where an entry of the stream has its event, as JSON. */
export const EVENT_FIELD = 'event';

const MOST_KEPT = 100_000_000;

/**
 * Appends each event to a stream, for every server's `redisFeed` to read. `redis` stays the caller's; whatever its
 * settings, nothing is kept for when Redis is back: an event that Redis does not take in time is `not_broadcast`.
 *
 * @throws TypeError for settings it cannot work with.
 */
export function redisBroadcaster(redis: RedisClient, options: RedisBroadcasterOptions = {}): Broadcaster {
  checkClient(redis, 'redisBroadcaster');
  const stream = streamOf(options.stream);
  const maxLength = wholeOf('maxLength', options.maxLength ?? 10_000, MOST_KEPT);
  const line = lineTo(redis, { maxWaitMs: maxWaitOf(options.maxWaitMs ?? 2_000), isPatient: true });
  return {
    broadcast: (event, signal) =>
      line
        .ask(() => redis.xadd(stream, 'MAXLEN', '~', maxLength, '*', EVENT_FIELD, JSON.stringify(event)), signal)
        .map(() => undefined)
        .mapErr((cause): NotBroadcast => ({ kind: 'not_broadcast', cause })),
  };
}
