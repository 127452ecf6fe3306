/** @import { Booking, RowLayout, Span } from '../types.ts' */
import { isWithin } from '../time/period.js';

/**
 * One service in one week: each booking in every day it touches, one below the other.
 *
 * @param {readonly Booking[]} bookings By start.
 * @param {readonly Span[]} days
 * @param {{ most: number }} how
 * @returns {RowLayout}
 */
export function layOutWeek(bookings, days, { most }) {
  /** @type {Map<number, Booking[]>} */
  const hidden = new Map();
  const cells = days.map((day) => bookings.filter((booking) => isWithin(booking, day)));
  const placements = cells.flatMap((cell, column) => {
    if (cell.length > most) hidden.set(column, cell.slice(most));
    return cell.slice(0, most).map((booking, lane) => ({
      key: `${booking.bookingId} ${column}`,
      booking,
      column,
      start: 0,
      span: 1,
      lane,
      comesFromBefore: Date.parse(booking.dateTime) < (days[column]?.from ?? 0),
      goesOn: Date.parse(booking.endsAt) > (days[column]?.to ?? 0),
    }));
  });
  const height = Math.max(0, ...cells.map(({ length }) => Math.min(length, most)));
  return { placements, height, hidden };
}
