const DAY = 86_400_000;

/** @type {Map<string, Intl.DateTimeFormat>} */
const clocks = new Map();

/** @param {string} zone */
function clockOf(zone) {
  const known = clocks.get(zone);
  if (known) return known;
  const made = new Intl.DateTimeFormat('en-US-u-ca-iso8601-nu-latn', {
    timeZone: zone,
    hourCycle: 'h23',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
  });
  clocks.set(zone, made);
  return made;
}

/**
 * What calendar and clock on the wall of this zone show.
 *
 * @param {number} instant
 * @param {string} zone
 * @returns {{ date: string, time: string, hour: number, minute: number, wall: number }} `wall`: the same, as if it were UTC.
 */
export function localTime(instant, zone) {
  /** @type {Record<string, string>} */
  const shown = {};
  for (const { type, value } of clockOf(zone).formatToParts(instant)) shown[type] = value;
  const date = `${shown['year']?.padStart(4, '0')}-${shown['month']}-${shown['day']}`;
  const time = `${shown['hour']}:${shown['minute']}`;
  const wall = Date.parse(`${date}T${time}:${shown['second']}Z`);
  return { date, time, hour: Number(shown['hour']), minute: Number(shown['minute']), wall };
}

/**
 * By how much the zone is ahead of UTC at that instant, in milliseconds.
 *
 * @param {number} instant
 * @param {string} zone
 */
function offsetAt(instant, zone) {
  const second = Math.floor(instant / 1000) * 1000;
  return localTime(second, zone).wall - second;
}

/**
 * The instants at which the wall shows this: none where clocks were put forward past it, two where they were put back.
 *
 * @param {string} date
 * @param {string} time
 * @param {string} zone
 * @returns {readonly number[]}
 */
export function instantsAt(date, time, zone) {
  const wall = Date.parse(`${date}T${time}:00Z`);
  if (Number.isNaN(wall)) return [];
  const offsets = new Set([offsetAt(wall - DAY, zone), offsetAt(wall + DAY, zone)]);
  return [...offsets]
    .map((offset) => wall - offset)
    .filter((instant) => localTime(instant, zone).wall === wall)
    .sort((one, other) => one - other);
}

/**
 * The first instant of a date. Some zones put their clocks forward at midnight: then it is when they do.
 *
 * @param {string} date
 * @param {string} zone
 */
export function startOfDay(date, zone) {
  const [first] = instantsAt(date, '00:00', zone);
  if (first !== undefined) return first;
  const wall = Date.parse(`${date}T00:00:00Z`);
  return wall - offsetAt(wall - DAY, zone);
}

/**
 * @param {string} date
 * @param {number} days
 */
export const addDays = (date, days) => new Date(Date.parse(`${date}T00:00:00Z`) + days * DAY).toISOString().slice(0, 10);

/** @param {string} date */
export const weekdayOf = (date) => new Date(`${date}T00:00:00Z`).getUTCDay() || 7;

/** @param {unknown} value */
export function isDate(value) {
  if (typeof value !== 'string' || !/^\d{4}-\d\d-\d\d$/.test(value)) return false;
  // Some take February 30 for March 2.
  return !Number.isNaN(Date.parse(`${value}T00:00:00Z`)) && addDays(value, 0) === value;
}
