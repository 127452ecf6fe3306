// `Date.toISOString` takes twice as long, and every booking has a handful of instants. Years 0 to 9999.
const pad = (digits: number, width: 2 | 3 | 4): string => String(digits).padStart(width, '0');
const TWO_DIGITS = Array.from({ length: 100 }, (_, n) => pad(n, 2));
const two = (n: number): string => TWO_DIGITS[n] ?? '';

const dateOf = (date: Date): string =>
  `${pad(date.getUTCFullYear(), 4)}-${two(date.getUTCMonth() + 1)}-${two(date.getUTCDate())}`;

/** `2026-12-01` */
export const toUtcDate = (at: number): string => dateOf(new Date(at));

/** `2026-12-01T10:00:00.000Z` */
export function toInstant(at: number): string {
  const date = new Date(at);
  const time = `${two(date.getUTCHours())}:${two(date.getUTCMinutes())}:${two(date.getUTCSeconds())}`;
  return `${dateOf(date)}T${time}.${pad(date.getUTCMilliseconds(), 3)}Z`;
}
