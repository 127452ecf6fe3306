import { okAsync } from '../../domain/result.js';
import type { RateLimiter } from '../../ports/index.js';

export interface RateLimit {
  readonly perMinute: number;
  /** How many callers are remembered, the latest ones; default 10,000. */
  readonly callers?: number | undefined;
}

const WINDOW_MS = 60_000;
/** Instants in milliseconds are told apart to a fraction of this. */
const PRECISION_MS = 0.001;

/**
 * A minute's worth at once, refilled evenly. Beyond `callers` the one seen longest ago is forgotten and starts anew, so
 * memory is bounded whoever calls.
 * @throws TypeError for less than 1 a minute, which would let nobody pass, or what is no rate.
 */
export function inMemoryRateLimiter({ perMinute, callers = 10_000 }: RateLimit): RateLimiter {
  if (!(perMinute >= 1 && perMinute < Number.POSITIVE_INFINITY)) throw new TypeError('perMinute must be 1 or above');
  /** When each caller will have everything again: the one number that a bucket needs. */
  const fullAt = new Map<string, number>();
  const msPerCall = WINDOW_MS / perMinute;

  const put = (caller: string, at: number): void => {
    fullAt.delete(caller);
    fullAt.set(caller, at);
    if (fullAt.size <= callers) return;
    const [oldest] = fullAt.keys();
    if (oldest !== undefined) fullAt.delete(oldest);
  };

  return {
    take(caller, now) {
      // After a clock was set back, nobody waits longer than for one call out of an empty bucket.
      const before = Math.min(Math.max(fullAt.get(caller) ?? now, now), now + WINDOW_MS);
      const wait = before + msPerCall - WINDOW_MS - now;
      const allowed = wait < PRECISION_MS;
      const after = allowed ? before + msPerCall : before;
      put(caller, after);
      return okAsync({
        remaining: Math.floor((now + WINDOW_MS - after + PRECISION_MS) / msPerCall),
        retryAfterMs: allowed ? undefined : Math.ceil(wait - PRECISION_MS),
      });
    },
  };
}
