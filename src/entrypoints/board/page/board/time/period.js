/** @import { Day, Period } from '../types.ts' */
import { addDays, startOfDay, weekdayOf } from './local-time.js';

/**
 * @param {string} date
 * @param {string} zone
 * @returns {Day} 23, 24 or 25 hours of it, and elsewhere other numbers.
 */
const dayOf = (date, zone) => ({ date, from: startOfDay(date, zone), to: startOfDay(addDays(date, 1), zone) });

/**
 * The day, or the week around it.
 *
 * @param {'day' | 'week'} kind
 * @param {string} date
 * @param {string} zone
 * @param {number} firstWeekday
 * @returns {Period}
 */
export function periodOf(kind, date, zone, firstWeekday) {
  const first = kind === 'day' ? date : addDays(date, -((weekdayOf(date) - firstWeekday + 7) % 7));
  const days = Array.from({ length: kind === 'day' ? 1 : 7 }, (_, index) => dayOf(addDays(first, index), zone));
  const [{ from }, { to }] = [days[0] ?? dayOf(first, zone), days.at(-1) ?? dayOf(first, zone)];
  return { kind, days, from, to };
}

/**
 * @param {{ dateTime: string, endsAt: string }} booking
 * @param {{ from: number, to: number }} span
 */
export const isWithin = ({ dateTime, endsAt }, { from, to }) => Date.parse(dateTime) < to && Date.parse(endsAt) > from;
