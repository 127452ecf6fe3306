import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isTooLong, partsOf } from '../../src/domain/schedule/claim.js';
import { type Interval, overlaps, sameInterval, without } from '../../src/domain/schedule/interval.js';
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
  it('overlap one another or not at all, and always themselves', () => {
    fc.assert(
      fc.property(slot, slot, (a, b) => {
        expect(overlaps(a, b)).toBe(overlaps(b, a));
        expect(overlaps(a, a)).toBe(true);
      }),
    );
  });
  it('back to back do not overlap, a millisecond more and they do', () => {
    fc.assert(
      fc.property(slot, fc.integer({ min: 1, max: 12 }), (a, length) => {
        const next = { from: a.to, to: a.to + length };
        expect([overlaps(a, next), overlaps(next, a)]).toEqual([false, false]);
        expect(overlaps({ ...a, to: a.to + 1 }, next)).toBe(true);
        expect(overlaps(a, { ...next, from: next.from - 1 })).toBe(true);
      }),
    );
  });
  it('are the same exactly if they have all instants in common', () => {
    fc.assert(
      fc.property(slot, slot, (a, b) => {
        expect(sameInterval(a, b)).toBe(within(a).join() === within(b).join());
        expect(sameInterval(a, { ...a })).toBe(true);
      }),
    );
  });
});

describe('one slot without another', () => {
  it('keeps every other instant, once and in order', () => {
    fc.assert(
      fc.property(slot, slot, (a, b) => {
        const rest = without(a, b);
        expect(rest.flatMap(within)).toEqual(within(a).filter((at) => !within(b).includes(at)));
        expect(rest.every(({ from, to }) => from < to)).toBe(true);
      }),
    );
  });
  it('is what it is without it again', () => {
    fc.assert(
      fc.property(slot, slot, (a, b) => {
        const rest = without(a, b);
        expect(rest.flatMap((one) => without(one, b))).toEqual(rest);
      }),
    );
  });
  it('and what they share make the whole', () => {
    fc.assert(
      fc.property(slot, slot, (a, b) => {
        const shared = overlaps(a, b) ? [{ from: Math.max(a.from, b.from), to: Math.min(a.to, b.to) }] : [];
        expect(without(a, b).concat(shared).flatMap(within).toSorted((x, y) => x - y)).toEqual(within(a));
        expect(without(a, a)).toEqual([]);
      }),
    );
  });
});

describe('the parts of a claim', () => {
  const start = fc.integer({ min: Date.parse('0001-01-01T00:00:00Z'), max: Date.parse('9998-01-01T00:00:00Z') });
  const onTheHour = start.map((at) => Math.floor(at / 3_600_000) * 3_600_000);
  const besideMidnight = fc
    .tuple(start, fc.integer({ min: -1, max: 1 }))
    .map(([at, off]) => Math.floor(at / DAY) * DAY + off);
  const length = fc.oneof(
    fc.integer({ min: 1, max: 3 }),
    fc.integer({ min: 1, max: 31 * DAY }),
    fc.integer({ min: 1, max: 31 }).map((days) => days * DAY),
  );
  const claim = fc
    .tuple(fc.oneof(start, onTheHour, besideMidnight), length)
    .map(([from, ms]) => ({ from, to: from + ms }));
  const midnightAfter = (at: number): number => Math.floor(at / DAY) * DAY + DAY;

  it('cover it without a gap, each within the one day it names', () => {
    fc.assert(
      fc.property(claim, ({ from, to }) => {
        const parts = partsOf({ from, to });
        expect(parts.map((part) => part.from)).toEqual([from, ...parts.slice(0, -1).map((part) => part.to)]);
        expect(parts.at(-1)?.to).toBe(to);
        expect(parts.every((part) => part.from < part.to)).toBe(true);
        const days = parts.map((part) => [iso(part.from).slice(0, 10), iso(part.to - 1).slice(0, 10)]);
        expect(days).toEqual(parts.map(({ day }) => [day, day]));
        expect(new Set(parts.map(({ day }) => day)).size).toBe(parts.length);
      }),
    );
  });
  it('are as few as there are days that it touches', () => {
    fc.assert(
      fc.property(claim, ({ from, to }) => {
        expect(partsOf({ from, to })).toHaveLength((midnightAfter(to - 1) - midnightAfter(from)) / DAY + 1);
      }),
    );
  });
  it('are whole: each is its own only part', () => {
    fc.assert(
      fc.property(claim, (whole) => {
        const parts = partsOf(whole);
        expect(parts.flatMap(partsOf)).toEqual(parts);
      }),
    );
  });
  it('are those of its two halves, cut at any midnight', () => {
    fc.assert(
      fc.property(claim, fc.nat(30), ({ from, to }, days) => {
        const cut = midnightAfter(from) + days * DAY;
        fc.pre(cut < to);
        expect([...partsOf({ from, to: cut }), ...partsOf({ from: cut, to })]).toEqual(partsOf({ from, to }));
      }),
    );
  });
  it('are none of an interval without a length', () => {
    fc.assert(fc.property(claim, ({ from }) => partsOf({ from, to: from }).length === 0));
  });
  it('are 32 at the most, if it is not too long', () => {
    fc.assert(
      fc.property(claim, ({ from, to }) => {
        expect(isTooLong({ from, to })).toBe(to > from + 31 * DAY);
        expect(partsOf({ from, to }).length).toBeLessThanOrEqual(32);
      }),
    );
  });
});
