const RFC_3339 = /^(\d{4})-(\d\d)-(\d\d)[Tt](\d\d):(\d\d):(\d\d)(?:\.(\d{1,30}))?(?:[Zz]|([+-])(\d\d):(\d\d))$/;
const DAYS_IN_MONTH = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
const FIRST = Date.parse('0000-01-01T00:00:00.000Z');
// What begins by then also ends in a year of four digits, whatever its length.
const LAST = Date.parse('9998-12-31T23:59:59.999Z');

const isLeap = (year: number): boolean => year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
const daysIn = (year: number, month: number): number =>
  month === 2 && isLeap(year) ? 29 : (DAYS_IN_MONTH[month - 1] ?? 0);

/** `undefined` for anything but a real instant in the years 0 to 9998; a time without a zone is none. */
export function parseInstant(value: unknown): number | undefined {
  if (value instanceof Date) return inRange(value.getTime());
  const match = typeof value === 'string' ? RFC_3339.exec(value) : null;
  if (!match) return undefined;
  const [year, month, day] = [Number(match[1]), Number(match[2]), Number(match[3])];
  const [hour, minute, second] = [Number(match[4]), Number(match[5]), Number(match[6])];
  const [offsetHour, offsetMinute] = [Number(match[9] ?? 0), Number(match[10] ?? 0)];
  if (day < 1 || day > daysIn(year, month)) return undefined;
  if (hour > 23 || minute > 59 || second > 59 || offsetHour > 23 || offsetMinute > 59) return undefined;

  const milliseconds = Number((match[7] ?? '').slice(0, 3).padEnd(3, '0'));
  // Date.UTC reads the years 0 to 99 as 1900 to 1999; shifting by one 400-year cycle of the calendar avoids that.
  const utc = Date.UTC(year + 400, month - 1, day, hour, minute, second, milliseconds) - CYCLE;
  const offset = (offsetHour * 60 + offsetMinute) * 60_000;
  return inRange(match[8] === '-' ? utc + offset : utc - offset);
}

const CYCLE = Date.UTC(2400, 0, 1) - Date.UTC(2000, 0, 1);

const inRange = (at: number): number | undefined => (at >= FIRST && at <= LAST ? at : undefined);
