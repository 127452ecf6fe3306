import { okAsync } from '../../domain/result.js';
import type { RateLimiter } from '../../ports/index.js';

export interface RateLimit {
  readonly perMinute: number;
  /** How many callers are remembered, the latest ones; default 10,000. */
  readonly callers?: number;
}

interface Bucket {
  readonly tokens: number;
  readonly at: number;
}

/**
 * A token bucket per caller: a minute's worth at once, refilled evenly. Beyond `callers` the one seen longest ago is
 * forgotten and starts full again, so memory is bounded whoever calls.
 */
export function inMemoryRateLimiter({ perMinute, callers = 10_000 }: RateLimit): RateLimiter {
  const buckets = new Map<string, Bucket>();
  const msPerToken = 60_000 / perMinute;

  const put = (caller: string, bucket: Bucket): void => {
    buckets.delete(caller);
    buckets.set(caller, bucket);
    if (buckets.size <= callers) return;
    const [oldest] = buckets.keys();
    if (oldest !== undefined) buckets.delete(oldest);
  };

  return {
    take(caller, now) {
      const { tokens, at } = buckets.get(caller) ?? { tokens: perMinute, at: now };
      // A clock set back refills nothing and takes nothing away.
      const available = Math.min(perMinute, tokens + Math.max(0, now - at) / msPerToken);
      const allowed = available >= 1;
      const left = allowed ? available - 1 : available;
      put(caller, { tokens: left, at: now });
      return okAsync({
        remaining: Math.floor(left),
        retryAfterMs: allowed ? undefined : Math.ceil((1 - left) * msPerToken),
      });
    },
  };
}
