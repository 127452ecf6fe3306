/** @import { Day, Picture } from '../types.ts' */
import { element, setText } from '../dom.js';
import { isWithin } from '../time/period.js';
import { createListLine } from './list-line.js';

/** So many lines are drawn before there is time for something else. */
const PIECE = 40;

/** @typedef {{ section: HTMLElement, title: HTMLElement, list: HTMLOListElement, lines: Map<string, ReturnType<typeof createListLine>> }} DayList */

/** @returns {DayList} */
function createDayList() {
  const [title, list] = [element('h3'), element('ol', { class: 'lines', role: 'list' })];
  return { section: element('section', { class: 'day' }, title, list), title, list, lines: new Map() };
}

/** The bookings as an agenda, day by day. */
export function createListView() {
  const drawn = element('div', { class: 'agenda' });
  /** @type {Map<string, DayList>} */
  const days = new Map();

  /** @param {Picture} picture */
  function drawDays({ period, formats, now }) {
    const wanted = new Set(period.days.map(({ date }) => date));
    for (const [date, { section }] of days) {
      if (wanted.has(date)) continue;
      section.remove();
      days.delete(date);
    }
    for (const [index, { date, from, to }] of period.days.entries()) {
      const day = days.get(date) ?? createDayList();
      days.set(date, day);
      setText(day.title, formats.day(from));
      // Of a single day the heading of the page says which.
      day.title.hidden = period.kind === 'day';
      day.section.classList.toggle('today', now >= from && now < to);
      // One that is put where it is already would be laid out anew, with all its lines.
      if (drawn.children[index] !== day.section) drawn.insertBefore(day.section, drawn.children[index] ?? null);
    }
  }

  /**
   * @param {Picture} picture
   * @param {Day} day
   * @returns {Generator<undefined, void>}
   */
  function* drawDay(picture, { date, ...span }) {
    const shown = days.get(date);
    if (!shown) return;
    const bookings = picture.bookings.filter((booking) => isWithin(booking, span));
    const telling = { formats: picture.formats, now: picture.now, withDay: picture.period.kind === 'week' };
    // What changed is taken out first, so that everything else can stay where it is.
    const there = new Map(bookings.map((booking) => [booking.bookingId, booking]));
    for (const [id, line] of shown.lines) {
      const booking = there.get(id);
      if (booking && line.hasTold(booking, telling)) continue;
      line.element.remove();
      if (!booking) shown.lines.delete(id);
    }
    shown.section.hidden = bookings.length === 0 && picture.period.kind === 'week';
    let next = shown.list.firstElementChild;
    let drawnNow = 0;
    for (const booking of bookings) {
      const id = booking.bookingId;
      const line = shown.lines.get(id) ?? createListLine();
      if (line.element === next) {
        next = next.nextElementSibling;
        continue;
      }
      shown.lines.set(id, line);
      line.tell(booking, telling);
      shown.list.insertBefore(line.element, next);
      drawnNow += 1;
      if (drawnNow % PIECE === 0) yield;
    }
  }

  return {
    element: drawn,
    /**
     * @param {Picture} picture
     * @returns {Generator<undefined, void>}
     */
    *draw(picture) {
      drawDays(picture);
      for (const day of picture.period.days) {
        yield* drawDay(picture, day);
        yield;
      }
    },
  };
}
