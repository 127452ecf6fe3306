import type { Evidence } from '../model/evidence.js';
import { type Interval, meet, outside } from '../model/interval.js';
import { type Load, peakOf } from '../model/taken.js';
import { keepsUnits } from '../model/version.js';
import type { Step } from '../model/world.js';
import { commitNamed, type Invariant } from './invariant.js';
import { policiesOf } from './policies-of.js';

/** Never more units at an instant than the capacity that the decision read. */
export const keepsToCapacity: Invariant = (evidence, report) => {
  for (const step of evidence.world.steps) {
    const raised = raisedBy(evidence, step);
    if (raised.length === 0) continue;
    const capacities = policiesOf(evidence, step).map(({ policy }) => policy.capacity);
    const { capacity } = step.entry;
    if (capacity !== undefined && !capacities.includes(capacity)) {
      report(`${commitNamed(step)} was decided by a capacity of ${capacity}, in force were ${capacities.join(', ')}`);
    }
    const others = loadsBeside(evidence, step);
    const units = Math.max(...raised.map((interval) => peakOf(others, interval))) + step.after.claim.units;
    const most = capacity ?? Math.max(...capacities);
    if (units > most) report(`${commitNamed(step)} makes it ${units} units at once, where ${most} is the capacity`);
  }
};

/** Where the commit makes the units more: what a lapsed hold had is not its own any more. */
function raisedBy({ world }: Evidence, { at, entry, releases, takes }: Step): readonly Interval[] {
  if (!takes) return [];
  const had = releases && (keepsUnits(releases) || world.isAlive(releases, at - 1, entry.clock));
  return !had || takes.claim.units > releases.claim.units ? [takes.claim] : outside(takes.claim, releases.claim);
}

function loadsBeside({ world }: Evidence, { at, entry, after }: Step): readonly Load[] {
  const { bookingId, serviceId } = after.booking;
  const loads: Load[] = [];
  for (const id of world.ofService.get(serviceId) ?? []) {
    const other = id === bookingId ? undefined : world.booking(id, at - 1);
    if (!other || !meet(other.claim, after.claim)) continue;
    if (keepsUnits(other) || world.isAlive(other, at - 1, entry.clock)) loads.push(other.claim);
  }
  return loads;
}
