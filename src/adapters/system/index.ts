import { hash, randomBytes, randomUUID } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import type { Clock, Digest, IdGenerator, Random, Stopwatch } from '../../ports/index.js';

export {
  broadcasterUntil,
  timedBroadcaster,
  timedCatalog,
  timedFeedTokens,
  timedNotifier,
  timedParking,
  timedRateLimiter,
  timedStore,
  timedSubscriptions,
  timedTickets,
} from './time-limits.js';

export const systemClock: Clock = {
  now: () => Date.now(),
  // An aborted wait rejects; the port's sleep only ends early.
  sleep: (ms, signal) => wait(ms, undefined, signal && { signal }).catch(() => undefined),
};

/**
 * UUIDs that sort by the millisecond they were drawn in (version 7, RFC 9562): what is booked one after another lies
 * side by side in a store, which is what keeps a large one as fast as a small one.
 */
export const uuids: IdGenerator = {
  next() {
    const time = Date.now().toString(16).padStart(12, '0');
    return `${time.slice(0, 8)}-${time.slice(8)}-7${randomUUID().slice(15)}`;
  },
};

export const systemRandom: Random = { next: () => Math.random() };

/** Of the clock behind `performance.now()`, whose first use loads eight modules that nothing else here needs. */
export const stopwatch: Stopwatch = () => Number(process.hrtime.bigint()) / 1e6;

/** 256 bits that nobody guesses, as letters, digits, `-` and `_`. */
export const newSecret = (): string => randomBytes(32).toString('base64url');

export const sha256: Digest = (text) => hash('sha256', text);
