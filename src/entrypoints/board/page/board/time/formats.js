/** @import { Booking } from '../types.ts' */
import { localTime } from './local-time.js';

/** @typedef {ReturnType<typeof createFormats>} Formats */

/**
 * Dates and times in words, in one zone.
 *
 * @param {string} zone
 * @param {string} locale
 */
export function createFormats(zone, locale) {
  /** @param {Intl.DateTimeFormatOptions} options */
  const format = (options) => new Intl.DateTimeFormat(locale, { timeZone: zone, ...options });
  const time = format({ hour: '2-digit', minute: '2-digit' });
  const seconds = format({ hour: '2-digit', minute: '2-digit', second: '2-digit' });
  const zoned = format({ hour: '2-digit', minute: '2-digit', timeZoneName: 'short' });
  const day = format({ weekday: 'long', day: 'numeric', month: 'long' });
  const longDay = format({ weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' });
  const shortDay = format({ weekday: 'short', day: 'numeric', month: 'short' });
  const date = format({ day: 'numeric', month: 'long', year: 'numeric' });

  /**
   * @param {Booking} booking
   * @param {string} between
   */
  function span({ dateTime, endsAt }, between) {
    const [from, to] = [Date.parse(dateTime), Date.parse(endsAt)];
    const sameDay = localTime(from, zone).date === localTime(to - 1, zone).date;
    return `${time.format(from)}${between}${sameDay ? '' : `${shortDay.format(to)}, `}${time.format(to)}`;
  }

  return {
    zone,
    /** @param {number} instant */
    time: (instant) => time.format(instant),
    /** @param {number} instant */
    seconds: (instant) => seconds.format(instant),
    /** @param {number} instant */
    timeWithZone: (instant) => zoned.format(instant),
    /** @param {number} instant */
    day: (instant) => day.format(instant),
    /** @param {number} instant */
    longDay: (instant) => longDay.format(instant),
    /** @param {number} instant */
    shortDay: (instant) => shortDay.format(instant),
    /** @param {number} from @param {number} to */
    days: (from, to) => date.formatRange(from, to),
    /** @param {string} instant */
    moment: (instant) => `${day.format(Date.parse(instant))}, ${time.format(Date.parse(instant))}`,
    /** @param {Booking} booking */
    range: (booking) => span(booking, '–'),
    /** @param {Booking} booking */
    spokenRange: (booking) => span(booking, ' to '),
  };
}
