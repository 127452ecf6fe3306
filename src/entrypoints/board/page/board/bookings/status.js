/** @import { Booking, BookingStatus } from '../types.ts' */

/** In words; the picture beside each is the symbol of the same name. */
export const STATUS_WORDS = /** @type {const} @satisfies {Record<BookingStatus, string>} */ ({
  held: 'Held',
  confirmed: 'Confirmed',
  completed: 'Completed',
  no_show: 'No-show',
  cancelled: 'Cancelled',
  expired: 'Expired',
});

/** @typedef {'confirm' | 'reschedule' | 'notes' | 'complete' | 'no_show' | 'cancel'} Action */

/**
 * What may be done to a booking, by its status. The service's own table decides; a test holds this one to it.
 *
 * @type {Readonly<Record<BookingStatus, readonly Action[]>>}
 */
export const ACTIONS = {
  held: ['confirm', 'reschedule', 'notes', 'cancel'],
  confirmed: ['complete', 'no_show', 'reschedule', 'notes', 'cancel'],
  completed: ['no_show'],
  no_show: ['complete'],
  cancelled: [],
  expired: [],
};

/** @type {readonly Action[]} */
export const STAFF_ONLY = ['complete', 'no_show'];

/**
 * A hold is over at the instant it lapses; that this is recorded and told takes a moment longer.
 *
 * @param {Booking} booking
 * @param {number} now
 * @returns {BookingStatus}
 */
export const statusAt = (booking, now) =>
  booking.status === 'held' && Date.parse(booking.holdExpiresAt) <= now ? 'expired' : booking.status;

/**
 * What makes sense now: nobody has come, or failed to, before the start.
 *
 * @param {Booking} booking
 * @param {number} now
 * @param {boolean} isUser Known not to be of the staff.
 */
export function actionsFor(booking, now, isUser) {
  const hasBegun = Date.parse(booking.dateTime) <= now;
  return ACTIONS[statusAt(booking, now)].filter((action) => !STAFF_ONLY.includes(action) || (hasBegun && !isUser));
}

/**
 * It takes no room any more.
 *
 * @param {Booking} booking
 * @param {number} now
 */
export function isOver(booking, now) {
  const status = statusAt(booking, now);
  return status === 'cancelled' || status === 'expired';
}
