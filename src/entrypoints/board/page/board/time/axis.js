/** @import { Booking, Day, Span } from '../types.ts' */
import { localTime } from './local-time.js';

const QUARTER = 900_000;
/** What is shown of a day even when nothing is booked. */
const OFFICE_HOURS = { from: 8, to: 18 };

/** @typedef {Span & { hour: number, isRepeated: boolean }} HourColumn */

/**
 * A day's hours by the clock on the wall: 23 or 25 of them where the clocks are changed, and one that is shorter where
 * they are changed by half an hour.
 *
 * @param {Day} day
 * @param {string} zone
 * @returns {readonly HourColumn[]}
 */
export function hoursOf({ from, to }, zone) {
  /** @type {{ from: number, hour: number }[]} */
  const starts = [];
  for (let at = from; at < to; at += QUARTER) {
    const { hour, minute } = localTime(at, zone);
    if (minute === 0 || at === from) starts.push({ from: at, hour });
  }
  return starts.map(({ from: begin, hour }, index) => ({
    from: begin,
    to: starts[index + 1]?.from ?? to,
    hour,
    isRepeated: starts.some((other, at) => at !== index && other.hour === hour),
  }));
}

/**
 * Without the empty hours of the night.
 *
 * @param {readonly HourColumn[]} hours
 * @param {readonly Booking[]} bookings
 */
export function busyHours(hours, bookings) {
  const busy = hours.map(
    ({ from, to, hour }) =>
      (hour >= OFFICE_HOURS.from && hour < OFFICE_HOURS.to) ||
      bookings.some(({ dateTime, endsAt }) => Date.parse(dateTime) < to && Date.parse(endsAt) > from),
  );
  return hours.slice(busy.indexOf(true), busy.lastIndexOf(true) + 1);
}

/**
 * How much of the axis has passed, or nothing when now is not on it.
 *
 * @param {readonly Span[]} columns
 * @param {number} now
 */
export function shareOf(columns, now) {
  const [from, to] = [columns[0]?.from ?? 0, columns.at(-1)?.to ?? 0];
  return now >= from && now < to ? (now - from) / (to - from) : undefined;
}
