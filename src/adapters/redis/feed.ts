import type { Broadcaster, Logger } from '../../ports/index.js';
import { checkClient, type RedisClient } from './client.js';
import { Follower, type FollowerParts } from './feed/follower.js';
import { quiet } from './feed/quiet.js';
import { streamOf } from './options.js';

export interface RedisFeedOptions {
  /** The key of the stream, that of the broadcasters. Default: `holdfast:events`. */
  readonly stream?: string | undefined;
  /** Is handed every event, one after another, in the order in which they were appended. */
  readonly broadcaster: Broadcaster;
  /** Hears of events that may be missing, of entries that are none, and of Redis gone and back. */
  readonly logger: Logger;
}

export interface RedisFeed {
  /**
   * Follows the stream from its end on. Answers when it is settled where that was: what is appended from then on is
   * handed on. Without a Redis it answers after 2 seconds and goes on trying.
   */
  start(): Promise<void>;
  /** Ends the read that waits, at once; nothing is handed on after it has answered. */
  stop(): Promise<void>;
  /** Is Redis read from just now? While it is not, events wait in the stream. */
  isFollowing(): boolean;
}

interface Running {
  readonly follower: Follower;
  readonly stopping: AbortController;
  readonly ended: Promise<void>;
  readonly begun: Promise<void>;
}

const BEGIN_WITHIN_MS = 2_000;

function begin(parts: FollowerParts): Running {
  const stopping = new AbortController();
  const { promise: settled, resolve: settle } = Promise.withResolvers<void>();
  const follower = new Follower(parts, settle);
  const ended = follower.run(stopping.signal);
  const enough = setTimeout(settle, BEGIN_WITHIN_MS);
  const begun = Promise.race([settled, ended]).finally(() => clearTimeout(enough));
  return { follower, stopping, ended, begun };
}

/**
 * Hands the events that every server's `redisBroadcaster` appends to a stream to this server's own broadcaster. It reads
 * over a connection of its own, a duplicate of `redis`, which stays the caller's, and makes it anew when that one's is
 * lost. After a lost connection it goes on from where it was; after Redis lost its data it begins anew.
 *
 * @throws TypeError for settings it cannot work with.
 */
export function redisFeed(redis: RedisClient, options: RedisFeedOptions): RedisFeed {
  checkClient(redis, 'redisFeed');
  const { broadcaster, logger } = options;
  if (typeof logger?.warn !== 'function') throw new TypeError('redisFeed needs a logger: what it misses is told nowhere else');
  if (typeof broadcaster?.broadcast !== 'function') throw new TypeError('redisFeed needs a broadcaster to hand events to');
  const parts = { redis, stream: streamOf(options.stream), broadcaster, logger: quiet(logger) };
  let running: Running | undefined;

  return {
    start() {
      running ??= begin(parts);
      return running.begun;
    },
    async stop() {
      const last = running;
      running = undefined;
      last?.stopping.abort();
      await last?.ended;
    },
    isFollowing: () => running?.follower.isFollowing ?? false,
  };
}
