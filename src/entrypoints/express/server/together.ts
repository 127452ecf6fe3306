import { composeRedisShared } from '../../composition/redis-module.js';
import type { Broadcaster, Logger, RateLimiter, Tickets } from '../../../ports/index.js';
import type { ServerSettings } from './settings.js';

/** What a server has to itself, or shares with others. */
export interface Together {
  /** Where they are none, whoever gives tickets keeps them. */
  readonly tickets: Tickets | undefined;
  readonly rateLimit: { readonly perMinute: number } | RateLimiter | false;
  /** Whom a booking's events are told, so that those boards hear of them that are told by `local`. */
  broadcasterFor(local: Broadcaster): Broadcaster;
  /** From now on what others broadcast is told by `local`, too. */
  follow(local: Broadcaster): Promise<void>;
  /** What does not work just now, though bookings do. */
  degraded(): Promise<readonly string[]>;
  close(): Promise<void>;
}

const alone = (rateLimit: ServerSettings['rateLimit']): Together => ({
  tickets: undefined,
  rateLimit,
  broadcasterFor: (local) => local,
  follow: async () => undefined,
  degraded: async () => [],
  close: async () => undefined,
});

/** @throws Error when there is to be a Redis, and its package is not installed. */
export async function servingTogether({ redisUrl, rateLimit }: ServerSettings, logger: Logger): Promise<Together> {
  if (redisUrl === undefined) return alone(rateLimit);
  const shared = await composeRedisShared({ url: redisUrl }, logger);
  return {
    tickets: shared.tickets,
    rateLimit: rateLimit && shared.rateLimiter(rateLimit.perMinute),
    broadcasterFor: () => shared.broadcaster,
    follow: (local) => shared.follow(local),
    degraded: async () => ((await shared.isWell()) ? [] : ['live updates']),
    close: () => shared.close(),
  };
}
