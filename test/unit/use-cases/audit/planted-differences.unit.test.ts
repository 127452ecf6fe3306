import type { DayDifference } from 'holdfast';
import { describe, expect, it } from 'vitest';
import type { BookingState } from '../../../../src/domain/booking/state.js';
import type { DayClaim, ServiceDay } from '../../../../src/domain/schedule/service-day.js';
import {
  at,
  cancelled,
  completed,
  confirmed,
  DAY,
  daysWith,
  expired,
  held,
  HOUR,
  iso,
  MINUTE,
  noShow,
  NOW,
  TODAY,
  TOMORROW,
} from '../../builders.js';
import { auditOf, storeOf, tampered } from './planted.js';

const found = async (bookings: readonly BookingState[], days: readonly ServiceDay[]): Promise<readonly DayDifference[]> => {
  const { differences, unsettled } = await auditOf(await storeOf(bookings, days));
  expect(unsettled).toEqual([]);
  return differences;
};

const interval = (from: number, to: number) => ({ serviceId: 'chair', day: iso(from).slice(0, 10), from: iso(from), to: iso(to) });
const TEN = interval(at('10:00'), at('11:00'));

const units = (inDay: number, byBookings: number, bookingIds: readonly string[] = ['b-1'], on = TEN) => ({
  kind: 'units',
  ...on,
  inDay,
  byBookings,
  bookingIds,
});
const hold = (inDay: number, byBookings: number, given: object = {}) => ({
  kind: 'hold',
  ...TEN,
  bookingId: 'b-1',
  units: 1,
  expiresAt: iso(NOW + 10 * MINUTE),
  inDay,
  byBookings,
  bookingIds: byBookings > 0 ? ['b-1'] : [],
  ...given,
});

describe('confirmed units', () => {
  it.each([
    ['a confirmed', confirmed()],
    ['a completed', completed()],
    ['a missed', noShow()],
  ])('of %s booking that no day has are missing', async (_, booking) => {
    expect(await found([booking], [])).toEqual([units(0, 1)]);
  });

  it.each([
    ['a cancelled', cancelled()],
    ['an expired', expired()],
  ])('that %s booking left behind are superfluous', async (_, booking) => {
    expect(await found([booking], daysWith(confirmed()))).toEqual([units(1, 0, [])]);
  });

  it('that no booking at all claims are superfluous', async () => {
    expect(await found([], daysWith(confirmed()))).toEqual([units(1, 0, [])]);
  });

  it('that are too many or too few are told with those who claim them', async () => {
    const two = [confirmed({ units: 2 }), confirmed({ bookingId: 'b-2' })];
    const withUnits = (confirmedUnits: number) => tampered(two, ([entry]) => (entry ? [{ ...entry, confirmedUnits }] : []));
    expect(await found(two, withUnits(4))).toEqual([units(4, 3, ['b-1', 'b-2'])]);
    expect(await found(two, withUnits(2))).toEqual([units(2, 3, ['b-1', 'b-2'])]);
    expect(await found(two, withUnits(3))).toEqual([]);
  });

  it('on another interval are missing here and superfluous there', async () => {
    const shifted = daysWith(confirmed({ startsAt: at('10:15') }));
    const there = interval(at('10:15'), at('11:15'));
    expect(await found([confirmed()], shifted)).toEqual([units(1, 0, [], there), units(0, 1)]);
  });

  it('are judged by the claim that was committed, buffers and all', async () => {
    const booking = confirmed({ before: 15, after: 30 });
    expect(await found([booking], daysWith(booking))).toEqual([]);
    expect(await found([booking], daysWith(confirmed()))).toEqual([
      units(1, 0, []),
      units(0, 1, ['b-1'], interval(at('09:45'), at('11:30'))),
    ]);
  });

  it('where a hold should be differ on both sides', async () => {
    expect(await found([held()], daysWith(confirmed()))).toEqual([units(1, 0, []), hold(0, 1)]);
    expect(await found([confirmed()], daysWith(held()))).toEqual([units(0, 1), hold(1, 0)]);
  });

  it('in two entries of one interval count together', async () => {
    const two = [confirmed(), confirmed({ bookingId: 'b-2' })];
    const entry: DayClaim = { from: at('10:00'), to: at('11:00'), confirmedUnits: 1, holds: [] };
    expect(await found(two, tampered(two, () => [entry, entry]))).toEqual([]);
  });
});

describe('a hold', () => {
  it('that its day has lost is missing', async () => {
    expect(await found([held()], [])).toEqual([hold(0, 1)]);
  });

  it.each([
    ['nobody', []],
    ['a booking that is cancelled', [cancelled()]],
    ['a booking that has expired', [expired()]],
  ])('of %s is superfluous', async (_, bookings) => {
    expect(await found(bookings, daysWith(held()))).toEqual([hold(1, 0)]);
  });

  it('that is superfluous is so even when it has lapsed', async () => {
    const lapsed = { holdExpiresAt: NOW - HOUR };
    expect(await found([], daysWith(held(lapsed)))).toEqual([hold(1, 0, { expiresAt: iso(NOW - HOUR) })]);
  });

  it.each([
    ['units', { units: 2 }, { units: 2 }],
    ['expiry', { holdExpiresAt: NOW + HOUR }, { expiresAt: iso(NOW + HOUR) }],
    ['interval', { endsAt: at('12:00') }, interval(at('10:00'), at('12:00'))],
  ])('with other %s than its booking says differs on both sides', async (_, given, told) => {
    expect(await found([held()], daysWith(held(given)))).toEqual([hold(1, 0, told), hold(0, 1)]);
  });

  it('that its day lists twice is superfluous', async () => {
    const twice = tampered([held()], (claims) => claims.map((claim) => ({ ...claim, holds: [...claim.holds, ...claim.holds] })));
    expect(await found([held()], twice)).toEqual([hold(2, 1)]);
  });

  it('that has lapsed, or will within a minute, may have been dropped already', async () => {
    const missing = (holdExpiresAt: number) => found([held({ holdExpiresAt })], []);
    expect(await missing(NOW - HOUR)).toEqual([]);
    // The second look comes two seconds after the first.
    const inAMinute = NOW + 2_000 + MINUTE;
    expect(await missing(inAMinute)).toEqual([]);
    expect(await missing(inAMinute + 1)).toEqual([hold(0, 1, { expiresAt: iso(inAMinute + 1) })]);
  });
});

describe('a claim over several days', () => {
  const night = confirmed({ startsAt: at('23:00'), endsAt: at('02:00', TOMORROW) });

  it('differs on the day that lacks its part', async () => {
    const [evening = { serviceId: 'chair', day: TODAY, version: 1, claims: [] }] = daysWith(night);
    expect(await found([night], daysWith(night))).toEqual([]);
    expect(await found([night], [evening])).toEqual([
      units(0, 1, ['b-1'], interval(at('00:00', TOMORROW), at('02:00', TOMORROW))),
    ]);
  });

  it.each([
    ['began almost 31 days before the range', at('00:01') - 31 * DAY, at('00:01')],
    ['ends a day after the range', at('12:00'), at('12:00') + 2 * DAY],
    ['covers all of it', at('12:00') - 10 * DAY, at('12:00') + 20 * DAY],
  ])('that %s counts in the range, and only there', async (_, startsAt, endsAt) => {
    const long = confirmed({ startsAt, endsAt });
    const days = daysWith(long);
    expect(await found([long], days)).toEqual([]);

    const inRange = [TODAY, TOMORROW].filter((day) => days.some((other) => other.day === day));
    const differences = await found([long], []);
    expect(differences.map(({ day }) => day)).toEqual(inRange);
  });

  it('that only its buffer brings into the range counts too', async () => {
    const before = confirmed({ startsAt: at('00:00') - HOUR, endsAt: at('00:00'), after: 30 });
    const after = confirmed({ startsAt: at('23:59', TOMORROW) + 30 * DAY, before: 30 * 24 * 60, bookingId: 'b-2' });
    expect(await found([before, after], daysWith(before, after))).toEqual([]);
    expect((await found([before, after], [])).map(({ bookingIds }) => bookingIds)).toEqual([['b-1'], ['b-2']]);
  });
});

describe('services', () => {
  it('that only their bookings know are looked at', async () => {
    const booking = confirmed({ serviceId: 'table' });
    expect(await found([booking], [])).toEqual([{ ...units(0, 1), serviceId: 'table' }]);
  });

  it('are told apart', async () => {
    const booking = confirmed({ serviceId: 'table' });
    expect(await found([booking], daysWith(confirmed()))).toEqual([
      units(1, 0, []),
      { ...units(0, 1), serviceId: 'table' },
    ]);
  });
});

it('reads a long range month by month, to its last day', async () => {
  const days = [0, 30, 31, 62, 99].map((n) => confirmed({ bookingId: `b-${n}`, startsAt: at('10:00') + n * DAY }));
  const range = { from: TODAY, to: iso(at('00:00') + 99 * DAY).slice(0, 10) };
  const report = await auditOf(await storeOf(days, []), range);
  expect(report).toMatchObject({ days: 100, bookings: 5 });
  expect(report.differences.flatMap(({ bookingIds }) => bookingIds)).toEqual(days.map(({ bookingId }) => bookingId));
});

it('tells what was looked at', async () => {
  const bookings = [confirmed(), held({ bookingId: 'b-2' }), cancelled({ bookingId: 'b-3' }), confirmed({ bookingId: 'b-4', serviceId: 'table' })];
  const far = confirmed({ bookingId: 'b-5', startsAt: at('10:00') + 5 * DAY });
  const report = await auditOf(await storeOf([...bookings, far], []));
  expect(report).toMatchObject({ services: 2, days: 4, bookings: 3 });
});
