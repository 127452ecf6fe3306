import { describe, expect, it } from 'vitest';
import { hoursOf, busyHours, shareOf } from '../../../src/entrypoints/board/page/board/time/axis.js';
import { addDays, instantsAt, isDate, localTime, startOfDay, weekdayOf } from '../../../src/entrypoints/board/page/board/time/local-time.js';
import { isWithin, periodOf } from '../../../src/entrypoints/board/page/board/time/period.js';
import { isZone, readersLocale } from '../../../src/entrypoints/board/page/board/time/zones.js';
import { bookingOf } from '../bookings.ts';

const iso = (instant: number | undefined): string => new Date(instant ?? Number.NaN).toISOString();
const hoursIn = (date: string, zone: string): number => {
  const { from, to } = periodOf('day', date, zone, 1);
  return (to - from) / 3_600_000;
};
const columnsOn = (date: string, zone: string) => hoursOf({ date, ...periodOf('day', date, zone, 1) }, zone);

describe('a time on the wall', () => {
  it('is one instant on most days', () => {
    expect(instantsAt('2026-12-01', '10:00', 'Europe/Berlin').map(iso)).toEqual(['2026-12-01T09:00:00.000Z']);
    expect(instantsAt('2026-12-01', '10:00', 'Asia/Kathmandu').map(iso)).toEqual(['2026-12-01T04:15:00.000Z']);
  });

  it('is none where the clocks are put forward past it', () => {
    expect(instantsAt('2027-03-28', '02:30', 'Europe/Berlin')).toEqual([]);
    expect(instantsAt('2027-03-28', '03:00', 'Europe/Berlin').map(iso)).toEqual(['2027-03-28T01:00:00.000Z']);
  });

  it('is two where they are put back', () => {
    expect(instantsAt('2027-10-31', '02:30', 'Europe/Berlin').map(iso)).toEqual(['2027-10-31T00:30:00.000Z', '2027-10-31T01:30:00.000Z']);
    expect(instantsAt('2027-04-04', '01:45', 'Australia/Lord_Howe').map(iso)).toEqual(['2027-04-03T14:45:00.000Z', '2027-04-03T15:15:00.000Z']);
  });

  it('is read back as it was written', () => {
    for (const zone of ['Europe/Berlin', 'America/New_York', 'Australia/Lord_Howe', 'UTC', 'Pacific/Apia']) {
      const [instant = 0] = instantsAt('2027-07-14', '23:59', zone);
      expect(localTime(instant, zone)).toMatchObject({ date: '2027-07-14', time: '23:59' });
    }
  });

  it('is none for what is no date', () => expect(instantsAt('', '10:00', 'UTC')).toEqual([]));
});

describe('a day', () => {
  it.each([
    ['2026-12-01', 'Europe/Berlin', 24],
    ['2027-03-28', 'Europe/Berlin', 23],
    ['2027-10-31', 'Europe/Berlin', 25],
    ['2027-04-04', 'Australia/Lord_Howe', 24.5],
    ['2026-03-29', 'Asia/Beirut', 23],
  ])('%s in %s has %d hours', (date, zone, hours) => expect(hoursIn(date, zone)).toBe(hours));

  it('begins when the clocks go, where midnight does not exist', () => {
    expect(localTime(startOfDay('2026-03-29', 'Asia/Beirut'), 'Asia/Beirut')).toMatchObject({ date: '2026-03-29', time: '01:00' });
  });

  it('has a column for each of its hours, and says which come twice', () => {
    expect(columnsOn('2027-03-28', 'Europe/Berlin').map(({ hour }) => hour)).toEqual([0, 1, ...Array.from({ length: 21 }, (_, at) => at + 3)]);
    const autumn = columnsOn('2027-10-31', 'Europe/Berlin');
    expect(autumn).toHaveLength(25);
    expect(autumn.filter(({ isRepeated }) => isRepeated).map(({ hour }) => hour)).toEqual([2, 2]);
    expect(columnsOn('2026-12-01', 'Asia/Kathmandu')).toHaveLength(24);
  });

  it('has a column of half an hour where half an hour is put in', () => {
    const columns = columnsOn('2027-04-04', 'Australia/Lord_Howe');
    expect(columns.reduce((whole, { from, to }) => whole + to - from, 0)).toBe(24.5 * 3_600_000);
    expect(columns.every(({ from, to }) => to > from)).toBe(true);
  });

  it('is shown without the empty hours of its night', () => {
    const columns = columnsOn('2026-12-01', 'UTC');
    const shown = (at: string) => busyHours(columns, at ? [bookingOf({ dateTime: at })] : []).map(({ hour }) => hour);
    expect(shown('')).toEqual([8, 9, 10, 11, 12, 13, 14, 15, 16, 17]);
    expect(shown('2026-12-01T05:30:00.000Z').slice(0, 4)).toEqual([5, 6, 7, 8]);
    expect(shown('2026-12-01T22:30:00.000Z').at(-1)).toBe(23);
  });

  it('tells how much of it has passed', () => {
    const columns = columnsOn('2026-12-01', 'UTC');
    expect(shareOf(columns, Date.parse('2026-12-01T12:00:00Z'))).toBe(0.5);
    expect(shareOf(columns, Date.parse('2026-12-02T00:00:00Z'))).toBeUndefined();
    expect(shareOf([], 0)).toBeUndefined();
  });
});

describe('a week', () => {
  it('is the one around the day, from the day that it begins with', () => {
    const days = (firstDay: number) => periodOf('week', '2026-12-02', 'UTC', firstDay).days.map(({ date }) => date);
    expect(days(1)[0]).toBe('2026-11-30');
    expect(days(7)[0]).toBe('2026-11-29');
    expect(days(6).at(-1)).toBe('2026-12-04');
  });

  it('has what touches it', () => {
    const week = periodOf('week', '2026-12-02', 'UTC', 1);
    const isIn = (dateTime: string, minutes = 60) => isWithin(bookingOf({ dateTime, minutes }), week);
    expect([isIn('2026-11-29T23:30:00.000Z'), isIn('2026-11-29T23:00:00.000Z'), isIn('2026-12-06T23:59:00.000Z'), isIn('2026-12-07T00:00:00.000Z')]).toEqual([true, false, true, false]);
  });
});

it('dates are counted by the calendar', () => {
  expect([addDays('2027-03-28', 1), addDays('2028-02-28', 1), addDays('2027-01-01', -1)]).toEqual(['2027-03-29', '2028-02-29', '2026-12-31']);
  expect([weekdayOf('2026-11-30'), weekdayOf('2026-12-06')]).toEqual([1, 7]);
  expect(['2026-12-01', '2026-02-30', '26-1-1', 5, ''].map(isDate)).toEqual([true, false, false, false, false]);
});

it('a zone is one that the browser knows', () => {
  expect(['Europe/Berlin', 'UTC', 'Mars/Olympus', '', 5].map(isZone)).toEqual([true, true, false, false, false]);
});

it('the words are English, spelled as its reader is used to', () => {
  expect(readersLocale(['de-DE', 'en-US', 'en'])).toBe('en-US');
  expect(readersLocale(['de-DE'])).toBe('en-GB');
});
