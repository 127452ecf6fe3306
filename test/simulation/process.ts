import { bookingUseCases } from '../../src/domain/use-cases/booking-use-cases.js';
import type { Bookings } from '../../src/index.js';
import { asking, errandOf, errands } from './errand.js';
import type { Waiting } from './line.js';
import { type Board, simulatedBroadcaster, simulatedNotifier } from './messengers.js';
import { simulatedStore } from './simulated-store.js';
import type { Town } from './town.js';

export interface Process extends Waiting {
  readonly bookings: Bookings;
  readonly now: () => number;
  kill(): void;
}

const LEASE_MS = 60_000;
const PATIENCE_MS = 5_000;

/** The production use-cases, with everything they could touch under the control of the simulation. */
export function startProcess(town: Town, name: string, aheadMs: number, boards: readonly Board[]): Process {
  const { timeline, plan } = town;
  const waiting = { name, isAlive: true };
  const tries = new Map<string, number>();
  const now = (): number => Math.floor(timeline.now + aheadMs);
  const bookings = bookingUseCases({
    store: simulatedStore(town, waiting),
    notifier: simulatedNotifier(town, waiting, tries),
    broadcaster: simulatedBroadcaster(town, waiting, boards, tries),
    clock: {
      now,
      sleep: (ms, signal) =>
        new Promise((resolve) => {
          const { errand } = asking('pause');
          const wake = (): void => {
            if (waiting.isAlive) resolve();
          };
          if (signal?.aborted) return wake();
          signal?.addEventListener('abort', wake, { once: true });
          return timeline.after(ms, `${name} has paused for ${errand.name}`, wake);
        }),
    },
    random: {
      next: () => {
        const { errand, nth } = asking('random');
        return errand.chance.draw(`random ${nth}`);
      },
    },
    ids: {
      next: () => {
        const { errand, nth } = asking('id');
        const id = `${errand.name}-${nth}`;
        if (errand.request !== undefined) town.requests.set(id, errand.request);
        return id;
      },
    },
    // Collisions are out of the question, and the trace can be read.
    digest: encodeURIComponent,
    stopwatch: () => timeline.now,
    logger: { warn: (facts, message) => town.note(() => `${message} ${JSON.stringify(facts)}`), error: (facts, message) => town.thrown(message, facts) },
    settings: {
      refuseUnknownServices: plan.refuseUnknownServices,
      requireIdempotencyKey: false,
      rememberMs: plan.rememberMs,
      patienceMs: PATIENCE_MS,
      leaseMs: LEASE_MS,
      defaultActor: undefined,
    },
  });
  return Object.assign(waiting, {
    bookings,
    now,
    kill() {
      waiting.isAlive = false;
    },
  });
}

/** A pass of the sweeper and the relay, on an errand of its own. */
export function pass(town: Town, process: Process, name: string, running: Set<Pass>): void {
  const errand = errandOf(name, undefined, town.chance);
  const run: Pass = { process, errand };
  running.add(run);
  void errands
    .run(errand, () => process.bookings.background.runOnce())
    .then(
      () => undefined,
      (error: unknown) => town.thrown('a pass failed', error),
    )
    .finally(() => running.delete(run));
}
export interface Pass {
  readonly process: Process;
  readonly errand: ReturnType<typeof errandOf>;
}
