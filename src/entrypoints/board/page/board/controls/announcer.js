/** @import { Booking } from '../types.ts' */

const [MOST, GATHER_MS] = [3, 600];

/**
 * Tells changes politely to those who do not see them: a few by name, many by number.
 *
 * @param {HTMLElement} place
 * @param {(booking: Booking) => string} sentence
 */
export function createAnnouncer(place, sentence) {
  /** @type {Map<string, Booking>} */
  let changed = new Map();
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let timer;

  /** @param {string} text */
  function say(text) {
    place.textContent = text;
  }

  function tell() {
    timer = undefined;
    const bookings = [...changed.values()];
    changed = new Map();
    say(bookings.length > MOST ? `${bookings.length} bookings have changed` : bookings.map(sentence).join('. '));
  }

  return {
    say,
    /** @param {Booking} booking */
    changed(booking) {
      changed.set(booking.bookingId, booking);
      timer ??= setTimeout(tell, GATHER_MS);
    },
  };
}
