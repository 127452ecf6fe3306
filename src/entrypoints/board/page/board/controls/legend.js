import { STATUS_WORDS } from '../bookings/status.js';
import { element, icon, part } from '../dom.js';

export function drawLegend() {
  const entries = Object.entries(STATUS_WORDS).map(([status, word]) =>
    element('li', {}, element('span', { class: 'chip', 'data-status': status }, icon(status), element('span', {}, word))),
  );
  part('legend', HTMLElement).replaceChildren(...entries);
}
