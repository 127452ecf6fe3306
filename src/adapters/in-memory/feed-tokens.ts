import { okAsync } from '../../domain/result.js';
import type { CalendarFeed, FeedTokens } from '../../ports/index.js';

export interface InMemoryFeedTokensOptions {
  /** How many are kept, the latest ones; default 100,000. */
  readonly most?: number | undefined;
}

/** For one process. Beyond `most` the oldest feed is gone, so memory is bounded whoever asks for how many. */
export function inMemoryFeedTokens({ most = 100_000 }: InMemoryFeedTokensOptions = {}): FeedTokens {
  const kept = new Map<string, CalendarFeed>();
  return {
    put(digest, feed) {
      kept.set(digest, feed);
      const [oldest] = kept.keys();
      if (kept.size > most && oldest !== undefined) kept.delete(oldest);
      return okAsync(undefined);
    },
    find: (digest) => okAsync(kept.get(digest)),
    remove: (digest) => okAsync(kept.delete(digest)),
  };
}
