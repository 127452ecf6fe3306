import { describe, expect, it } from 'vitest';
import { parseInstant } from '../../../src/domain/input/instant.js';

const utc = (text: string): number => Date.parse(text);

describe('an instant', () => {
  it.each([
    ['in UTC', '2026-12-01T10:00:00Z', utc('2026-12-01T10:00:00Z')],
    ['with milliseconds', '2026-12-01T10:00:00.123Z', utc('2026-12-01T10:00:00.123Z')],
    ['with fewer digits', '2026-12-01T10:00:00.5Z', utc('2026-12-01T10:00:00.500Z')],
    ['east of Greenwich', '2026-12-01T10:00:00+02:00', utc('2026-12-01T08:00:00Z')],
    ['west of Greenwich', '2026-12-01T10:00:00-05:30', utc('2026-12-01T15:30:00Z')],
    ['at an offset of nothing', '2026-12-01T10:00:00-00:00', utc('2026-12-01T10:00:00Z')],
    ['at the widest offset', '2026-12-01T10:00:00+23:59', utc('2026-11-30T10:01:00Z')],
    ['in lower case', '2026-12-01t10:00:00z', utc('2026-12-01T10:00:00Z')],
    ['on leap day', '2028-02-29T00:00:00Z', utc('2028-02-29T00:00:00Z')],
    ['on leap day of a century', '2000-02-29T00:00:00Z', utc('2000-02-29T00:00:00Z')],
    ['at the last second of a day', '2026-12-31T23:59:59.999Z', utc('2026-12-31T23:59:59.999Z')],
    ['of the year 0', '0000-01-01T00:00:00Z', utc('0000-01-01T00:00:00Z')],
    ['on leap day of the year 0', '0000-02-29T00:00:00Z', utc('0000-02-29T00:00:00Z')],
    ['of a year of two digits', '0099-06-01T00:00:00Z', utc('0099-06-01T00:00:00Z')],
    ['before the epoch', '1969-12-31T23:59:59.999Z', -1],
    ['of the year 9998', '9998-12-31T23:59:59.999Z', utc('9998-12-31T23:59:59.999Z')],
  ])('%s: %s', (_, text, expected) => {
    expect(parseInstant(text)).toBe(expected);
  });
  it.each([
    ['2026-12-01T10:00:00.9999Z', '2026-12-01T10:00:00.999Z'],
    ['2026-12-01T10:00:00.123456789Z', '2026-12-01T10:00:00.123Z'],
    ['1969-12-31T23:59:59.9999Z', '1969-12-31T23:59:59.999Z'],
  ])('%s is cut to milliseconds, not rounded', (text, expected) => {
    expect(parseInstant(text)).toBe(utc(expected));
  });
  it('may be a Date', () => {
    expect(parseInstant(new Date('2026-12-01T10:00:00.123Z'))).toBe(utc('2026-12-01T10:00:00.123Z'));
  });
});

describe('the last day of a month', () => {
  const lastDays = (year: number): readonly string[] =>
    Array.from({ length: 12 }, (_, month) => new Date(Date.UTC(year, month + 1, 0)).toISOString().slice(0, 10));

  it.each([...lastDays(2027), ...lastDays(2028)])('is %s, and there is none after it', (date) => {
    const [year, month, day = ''] = date.split('-');
    expect(parseInstant(`${date}T00:00:00Z`)).toBe(utc(`${date}T00:00:00Z`));
    expect(parseInstant(`${year}-${month}-${Number(day) + 1}T00:00:00Z`)).toBeUndefined();
  });
});

describe('what is no instant', () => {
  it.each([
    ['a local time', '2026-12-01T10:00:00'],
    ['a time without seconds', '2026-12-01T10:00Z'],
    ['a date', '2026-12-01'],
    ['a space instead of T', '2026-12-01 10:00:00Z'],
    ['February 30', '2026-02-30T10:00:00Z'],
    ['February 29 of a common year', '2026-02-29T10:00:00Z'],
    ['February 29 of a common century', '2100-02-29T10:00:00Z'],
    ['April 31', '2026-04-31T10:00:00Z'],
    ['day 0', '2026-12-00T10:00:00Z'],
    ['day 32', '2026-12-32T10:00:00Z'],
    ['month 0', '2026-00-01T10:00:00Z'],
    ['month 13', '2026-13-01T10:00:00Z'],
    ['24:00', '2026-12-01T24:00:00Z'],
    ['minute 60', '2026-12-01T10:60:00Z'],
    ['second 60', '2026-12-31T23:59:60Z'],
    ['an offset of 24 hours', '2026-12-01T10:00:00+24:00'],
    ['an offset of 60 minutes', '2026-12-01T10:00:00+01:60'],
    ['an offset without colon', '2026-12-01T10:00:00+0100'],
    ['an offset of hours alone', '2026-12-01T10:00:00+01'],
    ['two zones', '2026-12-01T10:00:00Z+01:00'],
    ['the point without digits', '2026-12-01T10:00:00.Z'],
    ['a comma for the point', '2026-12-01T10:00:00,5Z'],
    ['a year of five digits', '12026-12-01T10:00:00Z'],
    ['a signed year', '+002026-12-01T10:00:00Z'],
    ['a year before 0', '-000001-12-01T10:00:00Z'],
    ['an offset that leads before the year 0', '0000-01-01T00:00:00+00:01'],
    ['an offset that leads beyond the year 9998', '9998-12-31T23:59:59-00:01'],
    ['a space before it', ' 2026-12-01T10:00:00Z'],
    ['a line break after it', '2026-12-01T10:00:00Z\n'],
    ['a NUL after it', '2026-12-01T10:00:00Z\0'],
    ['other digits', '２０２６-12-01T10:00:00Z'],
    ['a named zone', '2026-12-01T10:00:00[Europe/Paris]'],
    ['nothing', ''],
    ['a very long text', `2026-12-01T10:00:00.${'0'.repeat(1_000_000)}Z`],
    ['a number', 1_796_119_200_000],
    ['an invalid Date', new Date(Number.NaN)],
    ['of the year 9999, in which a booking could end beyond it', '9999-01-01T00:00:00Z'],
    ['a Date beyond the year 9999', new Date('+010000-01-01T00:00:00Z')],
    ['a Date before the year 0', new Date('-000001-12-31T23:59:59Z')],
    ['null', null],
    ['undefined', undefined],
    ['an object that looks like a Date', { getTime: (): number => 0 }],
    ['a list', ['2026-12-01T10:00:00Z']],
  ])('%s', (_, value) => {
    expect(parseInstant(value)).toBeUndefined();
  });
});
