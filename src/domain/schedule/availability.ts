import type { Interval } from './interval.js';
import { partsOf } from './claim.js';
import { occupancy } from './occupancy.js';
import type { ServiceDay } from './service-day.js';

export interface Free extends Interval {
  readonly unitsLeft: number;
}

/** Where at least `units` are left, as the longest intervals over which the number left does not change. */
export function availability(
  days: readonly ServiceDay[],
  within: Interval,
  capacity: number,
  units: number,
  now: number,
): readonly Free[] {
  const free: Free[] = [];
  for (const part of partsOf(within)) {
    const claims = days.find((day) => day.day === part.day)?.claims ?? [];
    for (const step of occupancy(claims, part, now)) {
      const unitsLeft = capacity - step.units;
      const last = free.at(-1);
      if (unitsLeft < units) continue;
      if (last?.to === step.from && last.unitsLeft === unitsLeft) free[free.length - 1] = { ...last, to: step.to };
      else free.push({ from: step.from, to: step.to, unitsLeft });
    }
  }
  return free;
}
