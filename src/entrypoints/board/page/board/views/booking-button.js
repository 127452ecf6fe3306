/** @import { Booking, Placement } from '../types.ts' */
/** @import { Formats } from '../time/formats.js' */
import { element, icon, setText } from '../dom.js';
import { nameOf } from '../bookings/sentences.js';
import { statusAt } from '../bookings/status.js';

/** @typedef {{ formats: Formats, now: number, withDay: boolean }} Telling */

/** For the style sheet. */
const PLACE = ['--start', '--span', '--lane-at'];

/** A booking in a cell of the table. It is kept as long as its booking stands there, and changes with it. */
export function createBookingButton() {
  const [who, when, units] = [element('bdi', { class: 'who' }), element('span', { class: 'when' }), element('span', { class: 'units' })];
  const sign = icon('confirmed');
  const sentence = element('span', { class: 'hidden' });
  const inner = element('span', { class: 'inner', 'aria-hidden': 'true' }, sign, who, units, when);
  const drawn = element('button', { type: 'button', class: 'booking', tabindex: -1, 'data-stop': true }, sentence, inner);

  /** @type {{ booking: Booking, status: string, formats: Formats, withDay: boolean } | undefined} */
  let told;
  /** @type {readonly string[]} */
  let place = [];

  return {
    element: drawn,
    /**
     * Most of a row stays as it is when one of its bookings changes, and words are what takes time.
     *
     * @param {Booking} booking
     * @param {Telling} telling
     */
    tell(booking, telling) {
      const { formats, now, withDay } = telling;
      const status = statusAt(booking, now);
      if (told?.booking === booking && told.status === status && told.formats === formats && told.withDay === withDay) return;
      if (told?.status !== status) sign.firstElementChild?.setAttribute('href', `#icon-${status}`);
      told = { booking, status, formats, withDay };
      drawn.dataset['booking'] = booking.bookingId;
      drawn.dataset['status'] = status;
      drawn.title = nameOf(booking, telling);
      setText(sentence, drawn.title);
      setText(who, booking.userId);
      // In a week the column is the day, and there is room for the start alone.
      setText(when, withDay ? formats.time(Date.parse(booking.dateTime)) : formats.range(booking));
      setText(units, booking.units > 1 ? String(booking.units) : '');
    },
    /** @param {Placement} placement */
    place({ booking, column, start, span, lane, comesFromBefore, goesOn }) {
      const next = [start.toFixed(4), span.toFixed(4), String(lane), String(column)];
      // Taken out before it is put elsewhere: else all that it passes would be moved past it.
      if (told?.booking !== booking && [0, 2, 3].some((index) => next[index] !== place[index])) drawn.remove();
      for (const [index, name] of PLACE.entries()) {
        if (next[index] !== place[index]) drawn.style.setProperty(name, next[index] ?? '');
      }
      place = next;
      drawn.classList.toggle('from-before', comesFromBefore);
      drawn.classList.toggle('goes-on', goesOn);
    },
  };
}
