import { describe, expect, it } from 'vitest';
import * as fc from 'fast-check';
import { layOutDay } from '../../../src/entrypoints/board/page/board/layout/day-row.js';
import { lanesFor } from '../../../src/entrypoints/board/page/board/layout/lanes.js';
import { layOutWeek } from '../../../src/entrypoints/board/page/board/layout/week-row.js';
import { hoursOf } from '../../../src/entrypoints/board/page/board/time/axis.js';
import { periodOf } from '../../../src/entrypoints/board/page/board/time/period.js';
import { bookingOf } from '../bookings.ts';

const NOW = Date.parse('2026-12-01T06:00:00Z');
const day = periodOf('day', '2026-12-01', 'UTC', 1);
const hours = hoursOf({ date: '2026-12-01', ...day }, 'UTC');
const at = (time: string) => `2026-12-01T${time}:00.000Z`;
const layOut = (bookings: Parameters<typeof layOutDay>[0], columns = hours, most = 6) => layOutDay(bookings, columns, { now: NOW, most });

describe('lanes', () => {
  const times = fc.record({ from: fc.nat(200), length: fc.integer({ min: 1, max: 40 }) });
  const named = (given: readonly { readonly from: number; readonly length: number }[]) =>
    given.map(({ from, length }, index) => ({ id: String(index), from, to: from + length, isOver: false }));
  const expectApart = (lanes: ReturnType<typeof lanesFor>) => {
    const all = [...lanes.values()];
    for (const one of all) expect(all.filter((other) => other !== one && other.lane === one.lane && other.from < one.to && other.to > one.from)).toEqual([]);
  };

  it('what overlaps is never in one lane, and there are no more lanes than overlap at once', () => {
    fc.assert(
      fc.property(fc.array(times, { maxLength: 60 }), (given) => {
        const [spans, lanes] = [named(given), lanesFor(named(given))];
        expectApart(lanes);
        const most = Math.max(0, ...spans.map(({ from }) => spans.filter((other) => other.from <= from && other.to > from).length));
        expect(Math.max(0, ...[...lanes.values()].map(({ lane }) => lane + 1))).toBe(most);
      }),
    );
  });

  it('what has not changed stays where it is', () => {
    fc.assert(
      fc.property(fc.array(times, { minLength: 1, maxLength: 40 }), times, fc.nat(39), (given, other, which) => {
        const before = lanesFor(named(given));
        const changed = given.map((one, index) => (index === which % given.length ? other : one));
        const after = lanesFor(named(changed), before);
        expectApart(after);
        for (const [id, { lane }] of before) if (Number(id) !== which % given.length) expect(after.get(id)?.lane).toBe(lane);
      }),
    );
  });

  it('what is over makes room for what is not', () => {
    const lanes = lanesFor([
      { id: 'cancelled', from: 0, to: 10, isOver: true },
      { id: 'confirmed', from: 5, to: 15, isOver: false },
    ]);
    expect([lanes.get('confirmed')?.lane, lanes.get('cancelled')?.lane]).toEqual([0, 1]);
  });
});

describe('a row of a day', () => {
  it('has each booking in the column of the hour it begins in, as long as it is', () => {
    const { placements } = layOut([bookingOf({ dateTime: at('10:15'), minutes: 90 })]);
    expect(placements).toMatchObject([{ column: 10, start: 0.25, span: 1.5, lane: 0, comesFromBefore: false, goesOn: false }]);
  });

  it('begins with what came from the day before, and cuts what goes on', () => {
    const { placements } = layOut([
      bookingOf({ id: 'night', dateTime: '2026-11-30T23:00:00.000Z', minutes: 120 }),
      bookingOf({ id: 'late', dateTime: at('23:30'), minutes: 120 }),
      bookingOf({ id: 'other', dateTime: '2026-12-02T10:00:00.000Z' }),
    ]);
    expect(placements).toMatchObject([
      { key: 'night', column: 0, start: 0, span: 1, comesFromBefore: true },
      { key: 'late', column: 23, start: 0.5, span: 0.5, goesOn: true },
    ]);
  });

  it('shows what is short as long enough to be hit, also at the end of the axis', () => {
    const { placements } = layOut([bookingOf({ dateTime: at('10:00'), minutes: 1 }), bookingOf({ id: 'b-2', dateTime: at('23:59'), minutes: 1 })]);
    expect(placements.map(({ span }) => span.toFixed(2))).toEqual(['0.33', '0.33']);
  });

  it('says where the rest is when there is more than fits', () => {
    const crowd = Array.from({ length: 9 }, (_, index) => bookingOf({ id: `b-${index}`, dateTime: at('10:00') }));
    const { placements, height, hidden } = layOut(crowd);
    expect([placements.length, height, hidden.get(10)?.length]).toEqual([6, 6, 3]);
  });

  it('keeps to the axis on a day of 25 hours', () => {
    const autumn = periodOf('day', '2027-10-31', 'Europe/Berlin', 1);
    const columns = hoursOf({ date: '2027-10-31', ...autumn }, 'Europe/Berlin');
    const twice = [bookingOf({ id: 'summer', dateTime: '2027-10-31T00:30:00.000Z' }), bookingOf({ id: 'winter', dateTime: '2027-10-31T01:30:00.000Z' })];
    expect(layOut(twice, columns).placements).toMatchObject([{ key: 'summer', column: 2, start: 0.5, lane: 0 }, { key: 'winter', column: 3, start: 0.5, lane: 0 }]);
  });
});

it('a row of a week has a booking in every day it touches', () => {
  const { days } = periodOf('week', '2026-12-01', 'UTC', 1);
  const long = bookingOf({ id: 'long', dateTime: at('22:00'), minutes: 2 * 1_440 });
  const { placements, height } = layOutWeek([bookingOf({ id: 'short', dateTime: at('09:00') }), long], days, { most: 5 });
  expect(placements.map(({ key, lane }) => `${key} ${lane}`)).toEqual(['short 1 0', 'long 1 1', 'long 2 0', 'long 3 0']);
  expect(placements.map(({ comesFromBefore, goesOn }) => [comesFromBefore, goesOn])).toEqual([[false, false], [false, true], [true, true], [true, false]]);
  expect(height).toBe(2);
});
