import type { Broadcaster, RateLimiter, Tickets } from '../../../ports/index.js';

export interface RedisModuleOptions {
  /** `redis://[user:password@]host[:port][/database]`, or `rediss://` with TLS. */
  readonly url: string;
  /** What all keys begin with. Default: `holdfast:`. */
  readonly prefix?: string | undefined;
}

/** What servers have in common through one Redis. */
export interface RedisShared {
  /** Tells the boards of all servers. */
  readonly broadcaster: Broadcaster;
  /** Any server takes what another one gave. */
  readonly tickets: Tickets;
  /** Counts a caller's requests over all servers. */
  rateLimiter(perMinute: number): RateLimiter;
  /** From now on the events of all servers are handed to `local`, which has the boards of this one. */
  follow(local: Broadcaster): Promise<void>;
  /** Are all boards told of everything, just now? */
  isWell(): Promise<boolean>;
  close(): Promise<void>;
}
