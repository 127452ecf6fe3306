import { type Interval, overlaps } from './interval.js';
import type { DayClaim } from './service-day.js';

/** A stretch over which the units taken do not change. */
export interface Step extends Interval {
  readonly units: number;
}

/** A hold counts until the instant it expires, confirmed units always. */
export function liveUnits(claim: DayClaim, now: number): number {
  let units = claim.confirmedUnits;
  for (const hold of claim.holds) if (hold.expiresAt > now) units += hold.units;
  return units;
}

/** The units taken over `within`, as steps in order that cover it without a gap. */
export function occupancy(claims: readonly DayClaim[], within: Interval, now: number): readonly Step[] {
  const edges: { at: number; change: number }[] = [];
  for (const claim of claims) {
    if (!overlaps(claim, within)) continue;
    const units = liveUnits(claim, now);
    edges.push({ at: Math.max(claim.from, within.from), change: units }, { at: Math.min(claim.to, within.to), change: -units });
  }
  edges.sort((a, b) => a.at - b.at);

  const steps: Step[] = [];
  let from = within.from;
  let units = 0;
  for (const { at, change } of edges) {
    if (at > from) {
      steps.push({ from, to: at, units });
      from = at;
    }
    units += change;
  }
  if (from < within.to) steps.push({ from, to: within.to, units });
  return steps;
}

/** The most units taken at any instant of `within`. */
export function peak(claims: readonly DayClaim[], within: Interval, now: number): number {
  if (!claims.some((claim) => overlaps(claim, within))) return 0;
  return occupancy(claims, within, now).reduce((most, step) => Math.max(most, step.units), 0);
}
