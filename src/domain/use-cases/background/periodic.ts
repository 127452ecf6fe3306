import type { Ports } from '../dependencies.js';

export interface Periodic {
  start(): void;
  /** Resolves when the run under way has ended. */
  readonly stop: () => Promise<void>;
  /** Ends the pause before the next run; rung during a run, there is no pause after it. */
  readonly wake: () => void;
}

/** Runs work again and again with a pause in between, until stopped. A run that throws is logged and not the last. */
export function periodic(
  { clock, logger }: Ports,
  everyMs: number,
  run: (signal: AbortSignal) => Promise<unknown>,
): Periodic {
  let stopping: AbortController | undefined;
  let running = Promise.resolve();
  let pause: AbortController | undefined;

  const loop = async (signal: AbortSignal): Promise<void> => {
    while (!signal.aborted) {
      const mine = new AbortController();
      pause = mine;
      try {
        await run(signal);
      } catch (error) {
        logger.error({ error }, 'background work failed');
        await clock.sleep(everyMs, signal);
      }
      if (!signal.aborted) await clock.sleep(everyMs, mine.signal);
    }
  };

  return {
    start() {
      if (stopping) return;
      stopping = new AbortController();
      const { signal } = stopping;
      // After the last run of an earlier start, where that one has not ended yet.
      running = running.then(() => loop(signal));
    },
    async stop() {
      stopping?.abort();
      stopping = undefined;
      pause?.abort();
      await running;
    },
    wake() {
      // Every abort builds an exception first, even a repeated one; commits ring far more often than anyone sleeps.
      if (pause?.signal.aborted === false) pause.abort();
    },
  };
}
