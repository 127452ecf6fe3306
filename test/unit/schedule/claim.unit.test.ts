import { describe, expect, it } from 'vitest';
import { claimOf, isTooLong, partsOf } from '../../../src/domain/schedule/claim.js';
import { at, DAY, service, TODAY, TOMORROW } from '../builders.js';

const parts = (from: number, to: number) => partsOf({ from, to });
const midnight = at('00:00', TOMORROW);

describe('a claim', () => {
  it('is the slot with the buffers of its service', () => {
    const policy = service({ bufferBeforeMinutes: 10, bufferAfterMinutes: 25 });
    expect(claimOf(at('10:00'), at('11:00'), 3, policy)).toEqual({ from: at('09:50'), to: at('11:25'), units: 3 });
  });
  it('of exactly 31 days is not too long, a millisecond more is', () => {
    expect(isTooLong({ from: 0, to: 31 * DAY })).toBe(false);
    expect(isTooLong({ from: 0, to: 31 * DAY + 1 })).toBe(true);
  });
});

describe('a claim cut at UTC midnights', () => {
  it('is whole within a day', () => {
    expect(parts(at('10:00'), at('11:00'))).toEqual([{ day: TODAY, from: at('10:00'), to: at('11:00') }]);
  });
  it('that fills a day is one part', () => {
    expect(parts(at('00:00'), midnight)).toEqual([{ day: TODAY, from: at('00:00'), to: midnight }]);
  });
  it('that ends at 00:00 does not touch the next day, a millisecond later it does', () => {
    expect(parts(at('23:00'), midnight)).toEqual([{ day: TODAY, from: at('23:00'), to: midnight }]);
    expect(parts(at('23:00'), midnight + 1)).toEqual([
      { day: TODAY, from: at('23:00'), to: midnight },
      { day: TOMORROW, from: midnight, to: midnight + 1 },
    ]);
  });
  it('that begins a millisecond before midnight touches both', () => {
    expect(parts(midnight - 1, midnight + 1).map(({ day }) => day)).toEqual([TODAY, TOMORROW]);
  });
  it.each([
    ['the end of February', '2030-02-28T12:00:00Z', ['2030-02-28', '2030-03-01']],
    ['leap day', '2028-02-28T12:00:00Z', ['2028-02-28', '2028-02-29']],
    ['new year', '2029-12-31T12:00:00Z', ['2029-12-31', '2030-01-01']],
    ['the epoch', '1969-12-31T12:00:00Z', ['1969-12-31', '1970-01-01']],
    ['years of fewer than four digits', '0099-12-31T12:00:00Z', ['0099-12-31', '0100-01-01']],
  ])('over %s names the days by their dates', (_, start, expected) => {
    expect(parts(Date.parse(start), Date.parse(start) + DAY).map(({ day }) => day)).toEqual(expected);
  });
  it('of 31 days that begins at noon is in 32 of them', () => {
    const all = parts(at('12:00'), at('12:00') + 31 * DAY);
    expect([all.length, new Set(all.map(({ day }) => day)).size]).toEqual([32, 32]);
  });
});
