import type { ServiceDay } from '../../../src/domain/schedule/service-day.js';
import { dateOf, MINUTE } from '../model/interval.js';
import { sameTaken } from '../model/taken.js';
import type { Step, Touched } from '../model/world.js';
import { judgeLastDays } from './02-last-days.js';
import { commitNamed, type Invariant, type Report } from './invariant.js';
import { policiesOf } from './policies-of.js';

/** Service days hold just what the bookings claim of them, after every commit and in the end. */
export const daysBalance: Invariant = (evidence, report) => {
  for (const step of evidence.world.steps) {
    judgeClaim(step, policiesOf(evidence, step).map(({ policy }) => policy), report);
    judgeDays(step, report);
    const { releases, takes, at } = step;
    if (takes && releases?.status === 'held' && !evidence.world.isWhole(releases, at - 1)) {
      report(`${commitNamed(step)} goes on with a hold that is missing from a service day`);
    }
  }
  judgeLastDays(evidence, report);
};

interface Buffers {
  readonly bufferBeforeMinutes: number;
  readonly bufferAfterMinutes: number;
}

/** A slot that is new claims its buffers too; one that stays keeps its claim, whatever the buffers are today. */
function judgeClaim(step: Step, policies: readonly Buffers[], report: Report): void {
  const { before, after } = step;
  const { claim, startsAt, endsAt, booking } = after;
  if (claim.units !== booking.units) report(`${commitNamed(step)} claims ${claim.units} units for ${booking.units}`);
  const isStill = before?.startsAt === startsAt && before.endsAt === endsAt;
  const isRight = isStill
    ? before.claim.from === claim.from && before.claim.to === claim.to
    : policies.some(
        ({ bufferBeforeMinutes, bufferAfterMinutes }) =>
          claim.from === startsAt - bufferBeforeMinutes * MINUTE && claim.to === endsAt + bufferAfterMinutes * MINUTE,
      );
  if (!isRight) {
    const claimed = `${new Date(claim.from).toISOString()} to ${new Date(claim.to).toISOString()}`;
    report(`${commitNamed(step)} claims ${claimed}, which is not its slot with its buffers`);
  }
}

function judgeDays(step: Step, report: Report): void {
  for (const { serviceId, day } of step.strays) {
    report(`${commitNamed(step)} writes ${serviceId} ${day}, with which it has nothing to do`);
  }
  for (const touched of step.touched) {
    const { serviceId, day, written, before, stored, expected } = touched;
    const name = `${serviceId} ${dateOf(day)}`;
    if (stored && !sameTaken(stored, expected)) report(`${commitNamed(step)} ${difference(touched, name)}`);
    if (written && before?.version !== undefined && written.version !== before.version + 1) {
      report(`${commitNamed(step)} writes version ${written.version} of ${name} over version ${before.version}`);
    }
    if (written && !before && written.version !== 1) {
      report(`${commitNamed(step)} writes version ${written.version} of ${name} as its first`);
    }
  }
}

const difference = ({ written, stored, expected }: Touched, name: string): string =>
  `${written ? 'writes' : 'leaves'} ${name} as ${shown(stored ?? [])}, it has to be ${shown(expected)}`;

const shown = (claims: ServiceDay['claims']): string => JSON.stringify(claims);
