/** @import { Booking } from '../types.ts' */
/** @import { Telling } from './booking-button.js' */
import { nameOf, serviceWord, unitsWord } from '../bookings/sentences.js';
import { plainText } from '../bookings/plain-text.js';
import { STATUS_WORDS, statusAt } from '../bookings/status.js';
import { element, icon, setText } from '../dom.js';

/** A booking as a line of the list. */
export function createListLine() {
  const [when, service, who, units, notes, word] = ['when', 'service', 'who', 'units', 'notes', 'word'].map((name) =>
    element('bdi', { class: name }),
  );
  if (!when || !service || !who || !units || !notes || !word) throw new TypeError('a line has six parts');
  const name = element('span', { class: 'hidden' });
  const sign = icon('confirmed');
  const chip = element('span', { class: 'chip' }, sign, word);
  const button = element(
    'button',
    { type: 'button', class: 'line', tabindex: -1, 'data-stop': true },
    name,
    element('span', { class: 'inner', 'aria-hidden': 'true' }, when, service, who, units, notes, chip),
  );
  const drawn = element('li', {}, button);
  /** @type {{ booking: Booking, status: string, formats: Telling['formats'], withDay: boolean } | undefined} */
  let told;
  return {
    element: drawn,
    /**
     * Whether it has told exactly this already.
     *
     * @param {Booking} booking
     * @param {Telling} telling
     */
    hasTold: (booking, { formats, now, withDay }) =>
      told?.booking === booking && told.status === statusAt(booking, now) && told.formats === formats && told.withDay === withDay,
    /**
     * @param {Booking} booking
     * @param {Telling} telling
     */
    tell(booking, telling) {
      const status = statusAt(booking, telling.now);
      told = { booking, status, formats: telling.formats, withDay: telling.withDay };
      button.dataset['booking'] = booking.bookingId;
      button.dataset['status'] = status;
      setText(name, nameOf(booking, telling));
      sign.firstElementChild?.setAttribute('href', `#icon-${status}`);
      setText(when, telling.formats.range(booking));
      setText(service, serviceWord(booking));
      setText(who, booking.userId);
      setText(units, booking.units > 1 ? unitsWord(booking.units) : '');
      setText(notes, plainText(booking.notes ?? ''));
      setText(word, STATUS_WORDS[status]);
    },
  };
}
