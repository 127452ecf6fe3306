import type { BackgroundReport, Bookings } from '../../ports/index.js';
import type { Invocation } from './stream/handler.js';

/**
 * Longer than one attempt takes, which is all that is under way when a pass is told to end: four questions to the store at
 * most, of 1.5 s each in the function that is deployed here.
 */
const END_MS = 15_000;

/** Of a short invocation, half is for work. */
const forWork = (leftMs: number): number => Math.max(0, Math.floor(leftMs - Math.min(END_MS, leftMs / 2)));

/**
 * One pass of the background work, to be run by a schedule: holds that have lapsed are recorded as expired. Rejects when
 * some could not be, so that the schedule sees the invocation fail; they are left to the next one, as is what there was no
 * time for: on a store that answers or gives up within 3 s, a pass ends before Lambda ends the invocation.
 */
export function createSweepHandler(bookings: Bookings): (event?: unknown, invocation?: Invocation) => Promise<BackgroundReport> {
  return async (_event, invocation) => {
    const end = invocation && AbortSignal.timeout(forWork(invocation.getRemainingTimeInMillis()));
    const report = await bookings.background.runOnce(end);
    const { expired, sweepFailures } = report;
    if (sweepFailures === 0) return report;
    throw new Error(`holdfast: ${expired} lapsed holds recorded as expired, and ${sweepFailures} failures on the way`);
  };
}
