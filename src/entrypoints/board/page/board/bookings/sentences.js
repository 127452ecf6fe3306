/** @import { Booking } from '../types.ts' */
/** @import { Formats } from '../time/formats.js' */
import { plainText } from './plain-text.js';
import { STATUS_WORDS, statusAt } from './status.js';

/** @param {number} units */
export const unitsWord = (units) => `${units} ${units === 1 ? 'unit' : 'units'}`;

/** @param {Booking} booking */
export const serviceWord = ({ serviceName, serviceId }) => plainText(serviceName) || serviceId;

/** @typedef {{ formats: Formats, now: number, withDay: boolean }} How */

/**
 * @param {Booking} booking
 * @param {How} how
 * @param {string} range
 */
function told(booking, { formats, now, withDay }, range) {
  return [
    serviceWord(booking),
    ...(withDay ? [formats.day(Date.parse(booking.dateTime))] : []),
    range,
    STATUS_WORDS[statusAt(booking, now)].toLowerCase(),
    booking.userId,
    ...(booking.units > 1 ? [unitsWord(booking.units)] : []),
  ].join(', ');
}

/**
 * A booking as it is read aloud: "Massage, 10:00 to 11:00, confirmed, ada".
 *
 * @param {Booking} booking
 * @param {How} how
 */
export const sentenceOf = (booking, how) => told(booking, how, how.formats.spokenRange(booking));

/**
 * The name of its button, with what is to be seen on it as it is to be seen: who says to a computer what they want to
 * press says what they see.
 *
 * @param {Booking} booking
 * @param {How} how
 */
export const nameOf = (booking, how) => told(booking, how, how.formats.range(booking));
