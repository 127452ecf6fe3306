/** @import { Booking } from '../types.ts' */

const [MOST, GATHER_MS] = [3, 600];
/** So long nobody has gone on to something else. */
const SETTLED_MS = 500;

/**
 * Tells politely, to those who do not see it, what changes, a few by name and many by number; how the connection stands;
 * and what is looked at, once it is not on the way to something else.
 *
 * @param {HTMLElement} place
 * @param {(booking: Booking) => string} sentence
 */
export function createAnnouncer(place, sentence) {
  /** @type {Map<string, Booking>} */
  let changed = new Map();
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let timer;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let settling;

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
    /** @param {string} text Said unless another one follows at once. */
    settled(text) {
      clearTimeout(settling);
      settling = setTimeout(say, SETTLED_MS, text);
    },
    /** @param {Booking} booking */
    changed(booking) {
      changed.set(booking.bookingId, booking);
      timer ??= setTimeout(tell, GATHER_MS);
    },
  };
}
