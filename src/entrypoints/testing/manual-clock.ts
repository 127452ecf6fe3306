import type { Clock } from '../../ports/system.js';

/** A clock that stands still until it is told otherwise, or until somebody sleeps. */
export interface ManualClock extends Clock {
  /** An instant with offset or `Z`. Back in time too, as real clocks go now and then. */
  set(at: string | Date): void;
  advance(by: {
    readonly days?: number;
    readonly hours?: number;
    readonly minutes?: number;
    readonly ms?: number;
  }): void;
  /**
   * Never waits: once nothing else can go on, the sleeper with the earliest end wakes and the clock stands at that
   * instant. Whoever sleeps again and again makes time fly, so call `runOnce` or `settle` instead of `start`.
   */
  sleep(ms: number, signal?: AbortSignal): Promise<void>;
}

interface Sleeper {
  readonly until: number;
  readonly wake: () => void;
}

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** At 2026-01-01T00:00:00Z unless said. Throws a `RangeError` for what is no instant. */
export function manualClock(at: string | Date = '2026-01-01T00:00:00Z'): ManualClock {
  let now = instantOf(at);
  const sleepers = new Set<Sleeper>();
  let isWaking = false;

  const wakeNext = (): void => {
    isWaking = false;
    const [next] = [...sleepers].sort((a, b) => a.until - b.until);
    if (next === undefined) return;
    now = Math.max(now, next.until);
    next.wake();
    wakeSoon();
  };
  // One turn is asked for however many sleep: each would ask for the next, and ever more of them take ever longer.
  const wakeSoon = (): void => {
    if (isWaking) return;
    isWaking = true;
    setImmediate(wakeNext);
  };

  return {
    now: () => now,
    set(instant) {
      now = instantOf(instant);
    },
    advance({ days = 0, hours = 0, minutes = 0, ms = 0 }) {
      now += days * DAY + hours * HOUR + minutes * MINUTE + ms;
    },
    sleep: (ms, signal) =>
      new Promise((resolve) => {
        if (signal?.aborted) return resolve();
        const wake = (): void => {
          sleepers.delete(sleeper);
          signal?.removeEventListener('abort', wake);
          resolve();
        };
        const sleeper = { until: now + Math.ceil(ms), wake };
        sleepers.add(sleeper);
        signal?.addEventListener('abort', wake);
        wakeSoon();
      }),
  };
}

function instantOf(at: string | Date): number {
  const instant = new Date(at).getTime();
  if (Number.isNaN(instant)) throw new RangeError(`not an instant: ${String(at)}`);
  return instant;
}
