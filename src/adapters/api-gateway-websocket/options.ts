import { setTimeout as wait } from 'node:timers/promises';
import type { Clock, Random } from '../../ports/index.js';

export interface ApiGatewayBroadcasterOptions {
  /**
   * How many posts are under way at once, over all events; as many that hang delay everybody else by `tryMs`. Default: 50,
   * as many sockets as the SDK's client opens.
   */
  readonly atOnce?: number | undefined;
  /** How often a post is tried that may succeed a moment later. Default: 4. */
  readonly tries?: number | undefined;
  /** How long one post may take, in milliseconds. Default: 2,000. */
  readonly tryMs?: number | undefined;
  /**
   * How long after its first post none of an event is begun any more, in milliseconds. What it waits for the events before
   * it is not counted: that ends with the `signal`. Default: 8,000.
   */
  readonly maxWaitMs?: number | undefined;
  readonly clock?: Clock | undefined;
  readonly random?: Random | undefined;
}

export type Settings = { readonly [K in keyof ApiGatewayBroadcasterOptions]-?: NonNullable<ApiGatewayBroadcasterOptions[K]> };

const systemClock: Clock = {
  now: () => Date.now(),
  sleep: (ms, signal) => wait(ms, undefined, signal && { signal }).catch(() => undefined),
};

const BOUNDS = { atOnce: 10_000, tries: 100, tryMs: 600_000, maxWaitMs: 600_000 } as const;

/** @throws TypeError for settings that let nothing through, or have no end. */
export function settingsOf(options: ApiGatewayBroadcasterOptions): Settings {
  const { atOnce = 50, tries = 4, tryMs = 2_000, maxWaitMs = 8_000 } = options;
  const counts = { atOnce, tries, tryMs, maxWaitMs };
  for (const name of ['atOnce', 'tries', 'tryMs', 'maxWaitMs'] as const) {
    const count = counts[name];
    if (!Number.isSafeInteger(count) || count < 1 || count > BOUNDS[name]) {
      throw new TypeError(`${name} must be a whole number from 1 to ${BOUNDS[name]}`);
    }
  }
  return { ...counts, clock: options.clock ?? systemClock, random: options.random ?? { next: () => Math.random() } };
}
