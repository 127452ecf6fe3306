import type { DayClaim, ServiceDay } from './service-day.js';

// A store must be able to write a day as one item and a change as one transaction; DynamoDB's limits are 400 KB and 4 MB.
const MAX_DAY_BYTES = 300 * 1024;
const MAX_CHANGE_BYTES = 3.5 * 1024 * 1024;
const CLAIM_BYTES = 80;
const HOLD_BYTES = 64;

const claimBytes = (claim: DayClaim): number =>
  claim.holds.reduce((bytes, hold) => bytes + HOLD_BYTES + hold.bookingId.length, CLAIM_BYTES);

/** About what the day takes when written as JSON. */
export const dayBytes = (day: ServiceDay): number => day.claims.reduce((bytes, claim) => bytes + claimBytes(claim), 0);

/** Whether a write makes a day, or all of them together, larger than a store can hold. Shrinking is never too large. */
export function outgrown(before: readonly ServiceDay[], after: readonly ServiceDay[]): boolean {
  let total = 0;
  let grew = false;
  for (const day of after) {
    const bytes = dayBytes(day);
    const old = before.find((it) => it.day === day.day);
    const larger = old === undefined || bytes > dayBytes(old);
    if (larger && bytes > MAX_DAY_BYTES) return true;
    grew ||= larger;
    total += bytes;
  }
  return grew && total > MAX_CHANGE_BYTES;
}
