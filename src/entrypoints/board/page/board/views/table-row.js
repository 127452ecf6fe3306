/** @import { RowLayout, ShownService } from '../types.ts' */
/** @import { Telling } from './booking-button.js' */
import { plainText } from '../bookings/plain-text.js';
import { element, setText } from '../dom.js';
import { createBookingButton } from './booking-button.js';

/** @typedef {ReturnType<typeof createTableRow>} TableRow */

/** So many new bookings are drawn before there is time for something else. */
const PIECE = 40;

/** @param {string} serviceId */
const createMore = (serviceId) =>
  element('button', { type: 'button', class: 'more', tabindex: -1, 'data-stop': true, 'data-expand': serviceId });

/**
 * The row of one service. Drawing it again touches only what has changed.
 *
 * @param {string} serviceId
 * @param {number} columns
 */
export function createTableRow(serviceId, columns) {
  const [name, capacity] = [element('bdi', { class: 'service-name' }), element('span', { class: 'faint' })];
  const toggle = createMore(serviceId);
  toggle.classList.add('in-head');
  const cells = Array.from({ length: columns }, (_, column) => element('td', { 'data-column': column }));
  const head = element('th', { scope: 'row' }, name, capacity, toggle);
  const row = element('tr', { 'data-service': serviceId }, head, ...cells);
  /** @type {Map<string, ReturnType<typeof createBookingButton>>} */
  const buttons = new Map();
  /** @type {Map<number, HTMLButtonElement>} */
  const more = new Map();

  /** @param {RowLayout['hidden']} hidden */
  function drawMore(hidden) {
    for (const [column, button] of more) {
      if (hidden.has(column)) continue;
      button.remove();
      more.delete(column);
    }
    for (const [column, { length }] of hidden) {
      const button = more.get(column) ?? createMore(serviceId);
      more.set(column, button);
      setText(button, `+${length}`);
      button.setAttribute('aria-label', `+${length} more bookings: show all of ${name.textContent}`);
      if (button.parentNode !== cells[column]) cells[column]?.append(button);
    }
  }

  /**
   * @param {boolean} isExpanded
   * @param {boolean} isMore
   */
  function drawToggle(isExpanded, isMore) {
    const word = isExpanded ? 'Show fewer' : 'Show all';
    toggle.hidden = !isExpanded && !isMore;
    toggle.setAttribute('aria-expanded', String(isExpanded));
    setText(toggle, word);
    toggle.setAttribute('aria-label', `${word} of ${name.textContent}`);
  }

  return {
    element: row,
    /** @param {ShownService} service */
    call({ name: title, capacity: units }) {
      setText(name, plainText(title));
      // Of a very long one three lines are to be seen.
      name.title = plainText(title);
      setText(capacity, units === undefined ? '' : `capacity ${units}`);
    },
    /**
     * @param {RowLayout} layout
     * @param {Telling} telling
     * @param {boolean} isExpanded
     * @returns {Generator<undefined, void>}
     */
    *draw({ placements, height, hidden }, telling, isExpanded) {
      const wanted = new Set(placements.map(({ key }) => key));
      for (const [key, { element: gone }] of buttons) {
        if (wanted.has(key)) continue;
        gone.remove();
        buttons.delete(key);
      }
      for (const placement of placements) {
        const button = buttons.get(placement.key);
        button?.place(placement);
        button?.tell(placement.booking, telling);
      }
      drawMore(hidden);
      // The row is as high as it will be before what is new in it comes. Said by its head alone: what is said by the row
      // would be worked out anew for everything in it.
      head.style.setProperty('--lanes', String(Math.max(1, height)));
      head.style.setProperty('--has-more', hidden.size > 0 ? '1' : '0');
      drawToggle(isExpanded, hidden.size > 0);
      /** @type {(Element | null)[]} */
      const next = cells.map((cell) => cell.firstElementChild);
      let made = 0;
      for (const placement of placements) {
        const { key, column, booking } = placement;
        const known = buttons.get(key);
        const button = known ?? createBookingButton();
        if (!known) {
          buttons.set(key, button);
          button.place(placement);
          button.tell(booking, telling);
          made += 1;
        }
        if (button.element === next[column]) next[column] = button.element.nextElementSibling;
        else cells[column]?.insertBefore(button.element, next[column] ?? null);
        if (!known && made % PIECE === 0) yield;
      }
    },
    /** @param {number | undefined} today */
    markToday: (today) => cells.forEach((cell, column) => cell.classList.toggle('today', column === today)),
  };
}
