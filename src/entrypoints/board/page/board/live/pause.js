/** @import { Reading } from './truth.js' */

const [FIRST_MS, MOST_MS] = [1_000, 30_000];
/** What could not be read is read again no sooner than that, and no later than everything is. */
const RETRY_MS = 5_000;
export const REREAD_MS = 60_000;

/**
 * How long to wait before the next attempt: somewhere between nothing and twice as long as the time before. Boards that
 * lost the same server do not all come back at the same instant.
 *
 * @param {number} failures So far, one after another.
 * @param {() => number} random
 */
export const pauseAfter = (failures, random) => random() * Math.min(MOST_MS, FIRST_MS * 2 ** failures);

/**
 * How long to wait before what could not be read is read again. Nothing: what was refused for good is, with everything.
 *
 * @param {Reading} reading
 * @returns {number | undefined}
 */
export function retryAfter(reading) {
  if (reading.kind === 'silent') return RETRY_MS;
  if (reading.kind === 'whole') return undefined;
  const { status, retryAfterSeconds = 0 } = reading.problem;
  if (status !== 429 && status < 500) return undefined;
  return Math.min(Math.max(retryAfterSeconds * 1_000, RETRY_MS), REREAD_MS);
}
