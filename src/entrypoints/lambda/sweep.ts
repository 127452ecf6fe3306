import type { BackgroundReport, Bookings } from '../../ports/index.js';

/**
 * One pass of the background work, to be run by a schedule: holds that have lapsed are recorded as expired. Rejects when
 * some could not be, so that the schedule sees the invocation fail; they are left to the next one.
 */
export function createSweepHandler(bookings: Bookings): () => Promise<BackgroundReport> {
  return async () => {
    const report = await bookings.background.runOnce();
    const { expired, sweepFailures } = report;
    if (sweepFailures === 0) return report;
    throw new Error(`holdfast: ${expired} lapsed holds recorded as expired, and ${sweepFailures} failures on the way`);
  };
}
