/** @import { Picture, RowLayout } from '../types.ts' */
/** @import { TableRow } from './table-row.js' */
import { element, setText } from '../dom.js';
import { shareOf } from '../time/axis.js';
import { columnsOf, layOut, signatureOf } from './table-columns.js';
import { createTableRow } from './table-row.js';

const HOUR_MS = 3_600_000;

/** Services down, time across. */
export function createTableView() {
  const [caption, head, body] = [element('caption', { class: 'hidden' }), element('tr'), element('tbody')];
  const widths = element('colgroup');
  const table = element('table', { class: 'axis' }, caption, widths, element('thead', {}, head), body);
  const nowLine = element('div', { class: 'now-line', 'aria-hidden': 'true', hidden: true });
  const drawn = element('div', { class: 'table-frame' }, table, nowLine);
  /** @type {Map<string, TableRow>} */
  const rows = new Map();
  /** @type {Set<string>} */
  const expanded = new Set();
  /** @type {ReturnType<typeof columnsOf>} */
  let columns = [];
  /** @type {Map<string, RowLayout['lanes']>} */
  const lanes = new Map();

  /** @param {Picture} picture */
  function drawHead(picture) {
    const next = columnsOf(picture);
    if (signatureOf(next) !== signatureOf(columns)) {
      rows.clear();
      lanes.clear();
      body.replaceChildren();
      const cols = next.map(({ from, to }) => element('col', { class: to - from < HOUR_MS ? 'short' : '' }));
      widths.replaceChildren(element('col', { class: 'head' }), ...cols);
      drawn.style.setProperty('--columns', String(next.length));
    }
    columns = next;
    drawn.dataset['period'] = picture.period.kind;
    head.replaceChildren(
      element('th', { scope: 'col', class: 'corner' }, 'Service'),
      ...columns.map(({ label }) => element('th', { scope: 'col' }, element('span', {}, label))),
    );
    const { formats, period } = picture;
    const title = period.kind === 'day' ? formats.longDay(period.from) : formats.days(period.from, period.to - 1);
    setText(caption, `Bookings by service, ${title}, times in ${formats.zone}`);
  }

  /**
   * @param {Picture} picture
   * @param {string} serviceId
   * @returns {Generator<undefined, void>}
   */
  function* drawRow(picture, serviceId) {
    const isExpanded = expanded.has(serviceId);
    const bookings = picture.bookings.filter((booking) => booking.serviceId === serviceId);
    const layout = layOut(picture, bookings, columns, { isExpanded, before: lanes.get(serviceId) });
    lanes.set(serviceId, layout.lanes);
    const telling = { formats: picture.formats, now: picture.now, withDay: picture.period.kind === 'week' };
    const row = rows.get(serviceId);
    if (row) yield* row.draw(layout, telling, isExpanded);
  }

  /** @param {Picture} picture */
  function drawRowHeads(picture) {
    const wanted = picture.services.map(({ serviceId }) => serviceId);
    for (const [serviceId, { element: gone }] of rows) {
      if (wanted.includes(serviceId)) continue;
      gone.remove();
      rows.delete(serviceId);
    }
    let next = body.firstElementChild;
    for (const service of picture.services) {
      const row = rows.get(service.serviceId) ?? createTableRow(service.serviceId, columns.length);
      rows.set(service.serviceId, row);
      row.call(service);
      if (row.element === next) next = row.element.nextElementSibling;
      else body.insertBefore(row.element, next);
    }
  }

  /** @param {Picture} picture */
  function drawNow({ now, period }) {
    const share = period.kind === 'day' ? shareOf(columns, now) : undefined;
    nowLine.hidden = share === undefined;
    if (share !== undefined) nowLine.style.setProperty('--now-at', share.toFixed(5));
    const today = columns.findIndex(({ from, to }) => now >= from && now < to);
    for (const [column, cell] of [...head.cells].entries()) cell.classList.toggle('today', today >= 0 && column === today + 1);
    if (period.kind === 'week') for (const row of rows.values()) row.markToday(today);
  }

  return {
    element: drawn,
    /**
     * What is to be done to show this, piece by piece, so that there is time for others between.
     *
     * @param {Picture} picture
     * @param {ReadonlySet<string> | undefined} changed Services whose bookings are others; left out: all.
     * @returns {Generator<undefined, void>}
     */
    *draw(picture, changed) {
      const before = signatureOf(columns);
      if (!changed) lanes.clear();
      drawHead(picture);
      const isSameHead = before === signatureOf(columns);
      const known = new Set(rows.keys());
      drawRowHeads(picture);
      drawNow(picture);
      for (const { serviceId } of picture.services) {
        if (isSameHead && changed && !changed.has(serviceId) && known.has(serviceId)) continue;
        yield* drawRow(picture, serviceId);
        yield;
      }
    },
    tick: drawNow,
    /** @param {string} serviceId */
    toggle(serviceId) {
      if (!expanded.delete(serviceId)) expanded.add(serviceId);
    },
    /**
     * What an empty place of the table stands for.
     *
     * @param {Element} cell
     * @param {number} share Which part of its width, from where time begins.
     */
    placeOf(cell, share) {
      const column = columns[Number(cell.getAttribute('data-column'))];
      const serviceId = cell.closest('tr')?.dataset['service'];
      return column && serviceId ? { serviceId, at: column.from + share * (column.to - column.from) } : undefined;
    },
  };
}
