import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { partsOf } from '../../src/domain/schedule/claim.js';
import { type Interval, overlaps, without } from '../../src/domain/schedule/interval.js';
import { DAY, iso } from '../unit/builders.js';

const slot = fc.tuple(fc.integer({ min: 0, max: 20 }), fc.integer({ min: 1, max: 12 })).map(([from, length]) => ({
  from,
  to: from + length,
}));
const instants = Array.from({ length: 34 }, (_, at) => at);
const within = ({ from, to }: Interval) => instants.filter((at) => from <= at && at < to);

describe('slots', () => {
  it('overlap exactly if they have an instant in common', () => {
    fc.assert(
      fc.property(slot, slot, (a, b) => {
        expect(overlaps(a, b)).toBe(within(a).some((at) => within(b).includes(at)));
      }),
    );
  });
  it('without one another keep every other instant, once and in order', () => {
    fc.assert(
      fc.property(slot, slot, (a, b) => {
        const rest = without(a, b);
        expect(rest.flatMap(within)).toEqual(within(a).filter((at) => !within(b).includes(at)));
        expect(rest.every(({ from, to }) => from < to)).toBe(true);
      }),
    );
  });
});

describe('the parts of a claim', () => {
  const start = fc.integer({ min: Date.parse('0001-01-01T00:00:00Z'), max: Date.parse('9998-01-01T00:00:00Z') });
  const onTheHour = start.map((at) => Math.floor(at / 3_600_000) * 3_600_000);
  const length = fc.oneof(
    fc.integer({ min: 1, max: 31 * DAY }),
    fc.integer({ min: 1, max: 31 }).map((days) => days * DAY),
  );

  it('cover it without a gap, each within the one day it names', () => {
    fc.assert(
      fc.property(fc.oneof(start, onTheHour), length, (from, ms) => {
        const parts = partsOf({ from, to: from + ms });
        let reached = from;
        for (const part of parts) {
          expect(part.from).toBe(reached);
          expect(part.to).toBeGreaterThan(part.from);
          expect([iso(part.from), iso(part.to - 1)].map((at) => at.slice(0, 10))).toEqual([part.day, part.day]);
          reached = part.to;
        }
        expect(reached).toBe(from + ms);
        expect(new Set(parts.map(({ day }) => day)).size).toBe(parts.length);
      }),
    );
  });
});
