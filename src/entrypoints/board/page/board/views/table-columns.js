/** @import { Booking, Picture, RowLayout, Span } from '../types.ts' */
/** @import { Lanes } from '../layout/lanes.js' */
import { layOutDay } from '../layout/day-row.js';
import { layOutWeek } from '../layout/week-row.js';
import { busyHours, hoursOf } from '../time/axis.js';

/** Beyond that a row is as high as a screen, and has to be opened to see all of it. */
const MOST_LANES = { day: 6, week: 5 };

/** @typedef {Span & { label: string }} Column */

/**
 * The columns of the table: the hours of a day, or the days of a week.
 *
 * @param {Picture} picture
 * @returns {readonly Column[]}
 */
export function columnsOf({ period, bookings, allHours, formats }) {
  const [day] = period.days;
  if (period.kind === 'week' || !day) return period.days.map((one) => ({ ...one, label: formats.shortDay(one.from) }));
  const hours = hoursOf(day, formats.zone);
  return (allHours ? hours : busyHours(hours, bookings)).map(({ from, to, isRepeated }) => ({
    from,
    to,
    label: isRepeated ? formats.timeWithZone(from) : formats.time(from),
  }));
}

/** @param {readonly Span[]} columns */
export const signatureOf = (columns) => columns.map(({ from, to }) => `${from}-${to}`).join();

/**
 * @param {Picture} picture
 * @param {readonly Booking[]} bookings Those of one service.
 * @param {readonly Span[]} columns
 * @param {{ isExpanded: boolean, before: Lanes | undefined }} how
 * @returns {RowLayout}
 */
export function layOut({ period, now }, bookings, columns, { isExpanded, before }) {
  const most = isExpanded ? Number.POSITIVE_INFINITY : MOST_LANES[period.kind];
  return period.kind === 'day' ? layOutDay(bookings, columns, { now, most, before }) : layOutWeek(bookings, columns, { most });
}
