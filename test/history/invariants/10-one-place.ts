import type { Evidence } from '../model/evidence.js';
import { dateOf } from '../model/interval.js';
import { sameOn, type Taken } from '../model/taken.js';
import type { Version } from '../model/version.js';
import { dayNumberOf, type Step } from '../model/world.js';
import { commitNamed, type Invariant, type Report } from './invariant.js';

/** A booking that was moved is where it is now and nowhere it was. */
export const movesLeaveOnePlace: Invariant = (evidence, report) => {
  const stored = new Map(evidence.end.days.map((day) => [`${day.serviceId} ${dayNumberOf(day)}`, day.claims]));
  for (const step of evidence.world.steps) {
    if (step.entry.event.type !== 'BookingRescheduled' || !step.before) continue;
    for (const { day, stored: after, expected } of step.touched) {
      // Where no commit says what it wrote, the days as they are in the end have to do.
      judge(step, day, after ? [after, expected] : lastOf(evidence, stored, step, day), report);
    }
  }
};

function lastOf({ world }: Evidence, stored: ReadonlyMap<string, Taken>, step: Step, day: number): [Taken, Taken] {
  const { serviceId } = step.after.booking;
  return [stored.get(`${serviceId} ${day}`) ?? [], world.taken(serviceId, day, Infinity)];
}

function judge(step: Step, day: number, [is, hasToBe]: readonly [Taken, Taken], report: Report): void {
  const differs = (version: Version | undefined): boolean =>
    version?.parts.some((part) => part.day === day && !sameOn(is, hasToBe, part)) ?? false;
  if (differs(step.releases)) report(`${commitNamed(step)} leaves ${dateOf(day)} wrong where the booking was`);
  else if (differs(step.takes)) report(`${commitNamed(step)} leaves ${dateOf(day)} wrong where the booking is`);
}
