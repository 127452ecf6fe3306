/** @import { Booking } from '../types.ts' */
/** @import { Formats } from '../time/formats.js' */
import { plainText } from './plain-text.js';
import { STATUS_WORDS, statusAt } from './status.js';

/** @param {number} units */
export const unitsWord = (units) => `${units} ${units === 1 ? 'unit' : 'units'}`;

/** @param {Booking} booking */
export const serviceWord = ({ serviceName, serviceId }) => plainText(serviceName) || serviceId;

/**
 * A booking as it is read aloud: "Massage, 10:00 to 11:00, confirmed, ada".
 *
 * @param {Booking} booking
 * @param {{ formats: Formats, now: number, withDay: boolean }} how
 */
export function sentenceOf(booking, { formats, now, withDay }) {
  return [
    serviceWord(booking),
    ...(withDay ? [formats.day(Date.parse(booking.dateTime))] : []),
    formats.spokenRange(booking),
    STATUS_WORDS[statusAt(booking, now)].toLowerCase(),
    booking.userId,
    ...(booking.units > 1 ? [unitsWord(booking.units)] : []),
  ].join(', ');
}
