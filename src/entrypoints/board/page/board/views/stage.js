/** @import { Booking, Picture } from '../types.ts' */
import { part, setText } from '../dom.js';
import { highlight } from './highlight.js';
import { createListView } from './list-view.js';
import { createRoving } from './roving.js';
import { createSlices } from './slices.js';
import { createTableView } from './table-view.js';

/**
 * Where the bookings are drawn. Changes are gathered, and only the rows they are in are drawn again.
 *
 * @param {{ pictureNow: () => Picture, layoutNow: () => 'table' | 'list', onDrawn: (picture: Picture) => void }} parts
 */
export function createStage({ pictureNow, layoutNow, onDrawn }) {
  const place = part('view', HTMLElement);
  const [table, list, slices, roving] = [createTableView(), createListView(), createSlices(), createRoving(place)];
  /** Services with changes that are not drawn yet; `undefined`: everything is to be drawn. */
  /** @type {Set<string> | undefined} */
  let changed;
  /** @type {Set<string>} */
  let fresh = new Set();
  /** @type {string | undefined} */
  let focused;

  /** @returns {HTMLElement | null} */
  const buttonOf = (/** @type {string} */ bookingId) => place.querySelector(`[data-booking="${CSS.escape(bookingId)}"]`);

  function firstStop() {
    const stop = place.querySelector('[tabindex="0"]');
    return stop instanceof HTMLElement ? stop : part('bookings', HTMLElement);
  }

  function rememberFocus() {
    const { activeElement } = document;
    if (activeElement instanceof HTMLElement && place.contains(activeElement)) focused = activeElement.dataset['booking'] ?? '';
  }

  /** A button that was moved lets go of the focus; one that is gone leaves it to whatever is there. */
  function keepFocus() {
    if (focused === undefined || document.activeElement !== document.body) return void (focused = undefined);
    (buttonOf(focused) ?? firstStop()).focus({ preventScroll: true });
    focused = undefined;
  }

  function* work() {
    const picture = pictureNow();
    const layout = layoutNow();
    const view = layout === 'table' ? table : list;
    place.dataset['layout'] = layout;
    rememberFocus();
    if (place.firstElementChild !== view.element) place.replaceChildren(view.element);
    yield* view.draw(picture, changed);
    changed = new Set();
    roving.settle();
    keepFocus();
    highlight(place, fresh);
    fresh = new Set();
    onDrawn(picture);
  }

  /** @param {PointerEvent | MouseEvent} event */
  function placeAt({ target, clientX }) {
    if (!(target instanceof HTMLTableCellElement) || target.tagName !== 'TD') return undefined;
    const { left, right, width } = target.getBoundingClientRect();
    const along = getComputedStyle(target).direction === 'rtl' ? right - clientX : clientX - left;
    return table.placeOf(target, along / width);
  }

  return {
    place,
    buttonOf,
    placeAt,
    focus: () => firstStop().focus(),
    /** Draws everything. */
    all() {
      changed = undefined;
      slices.start(work());
    },
    /**
     * Draws what a change touches.
     *
     * @param {Booking | undefined} before
     * @param {Booking | undefined} after
     * @param {boolean} isNews
     */
    change(before, after, isNews) {
      for (const booking of [before, after]) if (booking) changed?.add(booking.serviceId);
      if (isNews && after) fresh.add(after.bookingId);
      slices.start(work());
    },
    /** @param {string} serviceId */
    toggle(serviceId) {
      table.toggle(serviceId);
      changed?.add(serviceId);
      slices.start(work());
    },
    tick() {
      if (!slices.isBusy() && layoutNow() === 'table') table.tick(pictureNow());
    },
  };
}

/** @param {number} length */
export const countWord = (length) => `${length} ${length === 1 ? 'booking' : 'bookings'}`;

/**
 * How much there is, and what to say when there is nothing.
 *
 * @param {{ bookings: readonly unknown[], services: readonly unknown[] }} shown
 * @param {{ isRead: boolean, isFiltered: boolean, noun: string }} how
 */
export function tellCount({ bookings: { length }, services }, { isRead, isFiltered, noun }) {
  const empty = part('empty', HTMLElement);
  part('view', HTMLElement).setAttribute('aria-busy', String(!isRead));
  part('view', HTMLElement).hidden = isRead && length === 0 && services.length === 0;
  empty.hidden = !isRead || length > 0;
  const where = isFiltered ? ' among what is shown' : '';
  setText(empty, `Nothing is booked on this ${noun}${where}.`);
  setText(part('count', HTMLElement), isRead ? countWord(length) : 'Reading…');
}
