import { MINUTE } from '../model/interval.js';
import type { Evidence } from '../model/evidence.js';
import { unjustified } from '../refusals/justification.js';
import type { Step } from '../model/world.js';
import { commitNamed, type Invariant } from './invariant.js';
import { policiesOf } from './policies-of.js';

/** A hold is confirmed or moved only while it is alive, recorded as expired only when it is not, and lasts as it should. */
export const holdsLastAsTheyShould: Invariant = (evidence, report) => {
  for (const step of evidence.world.steps) {
    const { entry, before, takes } = step;
    const { clock, event } = entry;
    const expiry = before?.expiresAt;
    if (before?.status === 'held' && expiry !== undefined) {
      const isLapsed = clock >= expiry;
      if (takes && isLapsed) report(`${commitNamed(step)} goes on with a hold that lapsed ${clock - expiry} ms before`);
      if (event.type === 'BookingUpdated' && isLapsed) report(`${commitNamed(step)} changes a hold that has lapsed`);
      if (event.type === 'BookingExpired' && !isLapsed) report(`${commitNamed(step)} ends a hold ${expiry - clock} ms early`);
      if (event.type === 'BookingConfirmed' && !evidence.world.isWhole(before, step.at - 1)) {
        report(`${commitNamed(step)} confirms a hold that is missing from a service day`);
      }
    }
    if (!hasRightExpiry(evidence, step)) report(`${commitNamed(step)} makes a hold until the wrong instant`);
  }
  const { bookings, clock: sweptBy = -Infinity } = evidence.end;
  for (const booking of bookings) {
    if (booking.status === 'held' && Date.parse(booking.holdExpiresAt) <= sweptBy) {
      report(`in the end ${booking.bookingId} is still held, though it lapsed at ${booking.holdExpiresAt}`);
    }
  }
  for (const { call, countsLapsedHolds } of unjustified(evidence)) {
    if (countsLapsedHolds) report(`call ${call.call} (${call.operation}) was refused for holds that had lapsed`);
  }
};

function hasRightExpiry(evidence: Evidence, step: Step): boolean {
  const { before, after, entry } = step;
  const { expiresAt, startsAt } = after;
  if (expiresAt === undefined) return true;
  if (before) return before.expiresAt !== undefined && expiresAt === Math.min(before.expiresAt, startsAt);
  return policiesOf(evidence, step).some(
    ({ policy }) => expiresAt === Math.min(entry.clock + policy.holdMinutes * MINUTE, startsAt),
  );
}
