import type { Booking } from '../../../src/index.js';
import type { Answered } from '../history.js';
import { shownTo } from '../model/answers.js';
import type { Evidence, Exchanged } from '../model/evidence.js';
import { same } from '../model/same.js';
import { commitNamed, type Invariant, type Report } from './invariant.js';

/** What was acknowledged or shown is in the store, was there by then, and is there in the end. */
export const acknowledgedIsDurable: Invariant = (evidence, report) => {
  const last = new Map(evidence.end.bookings.map(({ bookingId, version }) => [bookingId, version]));
  for (const exchanged of evidence.calls) {
    for (const answered of exchanged.answers) {
      for (const booking of bookingsIn(answered)) judge(evidence, exchanged, answered, booking, last, report);
    }
  }
  const { earliest, latest } = evidence.moments;
  for (const step of evidence.world.steps) {
    if ((earliest[step.at] ?? 0) > (latest[step.at] ?? 0)) {
      report(`${commitNamed(step)} was acknowledged before what the store took before it had begun`);
    }
  }
};

const bookingsIn = ({ answer }: Answered): readonly Booking[] => {
  if ('bookings' in answer) return answer.bookings;
  return 'booking' in answer ? [answer.booking] : [];
};

function judge(
  { world, moments }: Evidence,
  { call }: Exchanged,
  { at }: Answered,
  booking: Booking,
  last: ReadonlyMap<string, number>,
  report: Report,
): void {
  const { bookingId, version } = booking;
  const shown = `call ${call.call} was shown version ${version} of ${bookingId}`;
  const committed = world.versions(bookingId).find((it) => it.booking.version === version);
  if (!committed) return report(`${shown}, which was never committed`);
  if (!same(shownTo(call.actor, committed.booking), booking)) report(`${shown}, which was not so`);
  if ((moments.earliest[committed.at] ?? 0) > at) report(`${shown} before it was committed`);
  if ((last.get(bookingId) ?? 0) < version) report(`${shown}, which is gone in the end`);
}
