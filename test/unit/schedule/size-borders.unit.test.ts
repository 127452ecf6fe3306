import { describe, expect, it } from 'vitest';
import type { ServiceDay } from '../../../src/domain/schedule/service-day.js';
import { dayBytes, outgrown } from '../../../src/domain/schedule/size.js';
import { NOW } from '../builders.js';

const KB = 1_024;
const DAY_LIMIT = 300 * KB;
const CHANGE_LIMIT = 3_584 * KB;

/** One interval and one hold on it, and an id that is as long as it takes. */
const sized = (bytes: number, day = '2030-03-02'): ServiceDay => ({
  serviceId: 'chair',
  day,
  version: 1,
  claims: [
    {
      from: 0,
      to: 1,
      confirmedUnits: 0,
      holds: [{ bookingId: 'x'.repeat(bytes - 80 - 64), units: 1, expiresAt: NOW }],
    },
  ],
});
const empty = (day: string): ServiceDay => ({ serviceId: 'chair', day, version: 0, claims: [] });
const date = (n: number): string => `2030-03-${String(n + 1).padStart(2, '0')}`;

describe('the size of a service day', () => {
  it('is nothing while nothing is taken', () => expect(dayBytes(empty('2030-03-02'))).toBe(0));

  it('counts 80 bytes for an interval, and for a hold 64 and its id', () => {
    const hold = { bookingId: 'x'.repeat(36), units: 1, expiresAt: NOW };
    const claim = { from: 0, to: 1, confirmedUnits: 1, holds: [hold, hold] };
    expect(dayBytes({ ...empty('2030-03-02'), claims: [claim, { ...claim, holds: [] }] })).toBe(80 + 2 * 100 + 80);
  });
});

describe('a day that a change writes', () => {
  it('may have 300 KB and not a byte more', () => {
    expect(outgrown([empty(date(1))], [sized(DAY_LIMIT, date(1))])).toBe(false);
    expect(outgrown([empty(date(1))], [sized(DAY_LIMIT + 1, date(1))])).toBe(true);
  });

  it('may have more as long as it does not grow', () => {
    const before = [sized(DAY_LIMIT + 9)];
    expect(outgrown(before, [sized(DAY_LIMIT + 9)])).toBe(false);
    expect(outgrown(before, [sized(DAY_LIMIT + 8)])).toBe(false);
    expect(outgrown(before, [sized(DAY_LIMIT + 10)])).toBe(true);
  });

  it('is compared with itself, and not with another day', () => {
    const before = [empty(date(1)), sized(DAY_LIMIT + 9, date(2))];
    expect(outgrown(before, [sized(DAY_LIMIT + 9, date(2))])).toBe(false);
    expect(outgrown(before, [sized(DAY_LIMIT + 9, date(1))])).toBe(true);
  });

  it('has grown when it was not there before', () => {
    expect(outgrown([], [sized(DAY_LIMIT + 1)])).toBe(true);
  });
});

describe('all the days that a change writes', () => {
  const before = Array.from({ length: 12 }, (_, n) => empty(date(n)));
  const after = (last: number) => [
    ...Array.from({ length: 11 }, (_, n) => sized(DAY_LIMIT, date(n))),
    sized(last, date(11)),
  ];
  const rest = CHANGE_LIMIT - 11 * DAY_LIMIT;

  it('may have 3.5 MB together and not a byte more', () => {
    expect(outgrown(before, after(rest))).toBe(false);
    expect(outgrown(before, after(rest + 1))).toBe(true);
  });

  it('may have more as long as none of them grows', () => {
    const large = after(rest + 9);
    expect(outgrown(large, large)).toBe(false);
    expect(outgrown(large, after(rest + 8))).toBe(false);
    expect(outgrown(large, [...large.slice(0, 11), sized(rest + 10, date(11))])).toBe(true);
  });
});
