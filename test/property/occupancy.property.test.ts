import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Interval } from '../../src/domain/schedule/interval.js';
import { liveUnits, occupancy, peak } from '../../src/domain/schedule/occupancy.js';
import type { DayClaim } from '../../src/domain/schedule/service-day.js';

// Instants are few and whole, so that edges meet often; the clock is at 100 and holds lapse around it.
const NOW = 100;
const END = 24;
const RUNS = { numRuns: 50 };
const span = fc.tuple(fc.nat(END - 1), fc.integer({ min: 1, max: END })).map(([from, length]) => ({
  from,
  to: Math.min(from + length, END),
}));
const hold = fc.record({
  bookingId: fc.constantFrom('a', 'b', 'c'),
  units: fc.integer({ min: 1, max: 3 }),
  expiresAt: fc.constantFrom(NOW - 1, NOW, NOW + 1),
});
const claim: fc.Arbitrary<DayClaim> = fc
  .tuple(span, fc.nat(3), fc.array(hold, { maxLength: 2 }))
  .map(([at, confirmedUnits, holds]) => ({ ...at, confirmedUnits, holds }));
const claims = fc.array(claim, { maxLength: 6 });

const inside = ({ from, to }: Interval, at: number): boolean => from <= at && at < to;
const instantsOf = ({ from, to }: Interval): readonly number[] => Array.from({ length: to - from }, (_, n) => from + n);
/** Units at one instant, by adding up every claim that is there and every hold whose time is not over. */
const at = (all: readonly DayClaim[], instant: number): number =>
  all
    .filter((one) => inside(one, instant))
    .flatMap((one) => [one.confirmedUnits, ...one.holds.map(({ units, expiresAt }) => (NOW < expiresAt ? units : 0))])
    .reduce((sum, units) => sum + units, 0);
/** The units of each instant, read off the steps. */
const read = (all: readonly DayClaim[], within: Interval): readonly number[] =>
  occupancy(all, within, NOW).flatMap((step) => instantsOf(step).map(() => step.units));

describe('the units of a claim', () => {
  it('are its confirmed ones and those of each hold until the instant it lapses', () => {
    fc.assert(
      fc.property(claim, (one) => {
        expect(liveUnits(one, NOW)).toBe(at([one], one.from));
        const all = one.holds.reduce((sum, { units }) => sum + units, one.confirmedUnits);
        expect([liveUnits(one, NOW - 2), liveUnits(one, NOW + 1)]).toEqual([all, one.confirmedUnits]);
      }),
      RUNS,
    );
  });
});

describe('the steps of an occupancy', () => {
  it('cover what was asked for, in order, without a gap and none without a length', () => {
    fc.assert(
      fc.property(claims, span, (all, within) => {
        const steps = occupancy(all, within, NOW);
        expect(steps.map(({ from }) => from)).toEqual([within.from, ...steps.slice(0, -1).map(({ to }) => to)]);
        expect(steps.at(-1)?.to).toBe(within.to);
        expect(steps.every(({ from, to }) => from < to)).toBe(true);
      }),
      RUNS,
    );
  });
  it('say at every instant what adding up says', () => {
    fc.assert(
      fc.property(claims, span, (all, within) => {
        expect(read(all, within)).toEqual(instantsOf(within).map((instant) => at(all, instant)));
      }),
      RUNS,
    );
  });
  it('do not depend on the order of the claims', () => {
    fc.assert(
      fc.property(claims, fc.nat(6), span, (all, cut, within) => {
        const turned = [...all.slice(cut), ...all.slice(0, cut).toReversed()];
        expect(occupancy(turned, within, NOW)).toEqual(occupancy(all, within, NOW));
      }),
      RUNS,
    );
  });
});

describe('the peak', () => {
  it('is the most of all instants, and 0 where nobody is', () => {
    fc.assert(
      fc.property(claims, span, (all, within) => {
        expect(peak(all, within, NOW)).toBe(Math.max(...instantsOf(within).map((instant) => at(all, instant))));
      }),
      RUNS,
    );
  });
  it('is not changed by who leaves when it begins or comes when it ends', () => {
    fc.assert(
      fc.property(claims, span, (all, { from, to }) => {
        const crowd = { confirmedUnits: 50, holds: [] };
        const beside = (early: number, late: number) => [
          { ...crowd, from: from - 1, to: from + early },
          { ...crowd, from: to - late, to: to + 1 },
        ];
        expect(peak([...all, ...beside(0, 0)], { from, to }, NOW)).toBe(peak(all, { from, to }, NOW));
        for (const one of beside(1, 1)) expect(peak([...all, one], { from, to }, NOW)).toBeGreaterThanOrEqual(50);
      }),
      RUNS,
    );
  });
});
