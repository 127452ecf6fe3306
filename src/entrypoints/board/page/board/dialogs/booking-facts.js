/** @import { Booking } from '../types.ts' */
/** @import { Formats } from '../time/formats.js' */
import { plainText } from '../bookings/plain-text.js';
import { serviceWord } from '../bookings/sentences.js';
import { STATUS_WORDS, statusAt } from '../bookings/status.js';
import { element, icon } from '../dom.js';
import { minutesWord } from '../words/minutes.js';

/** @typedef {readonly (readonly [string, string])[]} Facts */

/**
 * What the status adds.
 *
 * @param {Booking} booking
 * @param {(instant: string) => string} moment
 * @returns {Facts}
 */
function factsOfStatus(booking, moment) {
  switch (booking.status) {
    case 'held':
      return [['Held until', moment(booking.holdExpiresAt)]];
    case 'cancelled':
      return [
        ['Cancelled', `${moment(booking.cancelledAt)}, by ${plainText(booking.cancelledBy)}`],
        ['Reason', plainText(booking.cancelReason ?? '')],
      ];
    case 'completed':
      return [['Completed', moment(booking.completedAt)]];
    case 'no_show':
      return [['No-show', moment(booking.noShowAt)]];
    case 'expired':
      return [['Expired', moment(booking.expiredAt)]];
    case 'confirmed':
      return [['Confirmed', moment(booking.confirmedAt)]];
  }
}

/**
 * A booking with all that is known of it.
 *
 * @param {Booking} booking
 * @param {{ formats: Formats, now: number }} how
 */
export function drawFacts(booking, { formats, now }) {
  const status = statusAt(booking, now);
  const when = `${formats.longDay(Date.parse(booking.dateTime))}\n${formats.range(booking)}`;
  /** @type {Facts} */
  const metadata = Object.entries(booking.metadata ?? {}).map(([name, value]) => [plainText(name), plainText(value)]);
  /** @type {Facts} */
  const facts = [
    ['Service', serviceWord(booking)],
    ['For', booking.userId],
    ['When', `${when} (${minutesWord(booking.durationMinutes)})`],
    ['Units', String(booking.units)],
    ['Notes', plainText(booking.notes ?? '')],
    ...factsOfStatus(booking, formats.moment),
    ['Payment', plainText(booking.paymentReference ?? '')],
    ...metadata,
    ['Booking', `${booking.bookingId}, version ${booking.version}`],
  ];
  const rows = facts
    .filter(([, value]) => value !== '')
    .map(([name, value]) => element('div', {}, element('dt', {}, element('bdi', {}, name)), element('dd', {}, element('bdi', {}, value))));
  const chip = element('span', { class: 'chip', 'data-status': status }, icon(status), element('span', {}, STATUS_WORDS[status]));
  return [chip, element('dl', { class: 'facts' }, ...rows)];
}
