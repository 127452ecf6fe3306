import { hash, randomUUID } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import type { Clock, Digest, IdGenerator, Random, Stopwatch } from '../../ports/index.js';

export { timedBroadcaster, timedCatalog, timedNotifier, timedStore } from './time-limits.js';

export const systemClock: Clock = {
  now: () => Date.now(),
  // An aborted wait rejects; the port's sleep only ends early.
  sleep: (ms, signal) => wait(ms, undefined, signal && { signal }).catch(() => undefined),
};

export const uuids: IdGenerator = { next: () => randomUUID() };

export const systemRandom: Random = { next: () => Math.random() };

export const stopwatch: Stopwatch = () => performance.now();

export const sha256: Digest = (text) => hash('sha256', text);
