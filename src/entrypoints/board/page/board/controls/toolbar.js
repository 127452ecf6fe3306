/** @import { Choices } from '../choices.js' */
/** @import { Period } from '../types.ts' */
/** @import { Formats } from '../time/formats.js' */
import { element, part, setText } from '../dom.js';
import { addDays, isDate } from '../time/local-time.js';
import { browserZone } from '../time/zones.js';

/** @typedef {ReturnType<typeof import('../choices.js').createChoices>} ChoiceStore */

/** @param {ChoiceStore} choices */
function fillZones(choices) {
  const select = part('zone', HTMLSelectElement);
  const own = browserZone();
  /** @param {string} zone @param {string} [word] */
  const option = (zone, word = zone.replaceAll('_', ' ')) => element('option', { value: zone }, word);
  const others = Intl.supportedValuesOf('timeZone').filter((zone) => zone !== own && zone !== 'UTC');
  const first = own === 'UTC' ? [option('UTC')] : [option(own, `${own.replaceAll('_', ' ')} (this browser)`), option('UTC')];
  const { zone: chosen } = choices.get();
  if (![own, 'UTC', ...others].includes(chosen)) others.push(chosen);
  select.append(...first, element('optgroup', { label: 'All zones' }, ...others.map((zone) => option(zone))));
  select.value = chosen;
  select.addEventListener('change', () => choices.set({ zone: select.value }));
}

/**
 * The controls above the bookings: they set what is chosen, and show it.
 *
 * @param {{ choices: ChoiceStore, today: () => string }} parts
 */
export function createToolbar({ choices, today }) {
  const [date, title] = [part('date', HTMLInputElement), part('period-title', HTMLElement)];
  const [previous, next] = [part('previous', HTMLButtonElement), part('next', HTMLButtonElement)];

  /** @param {1 | -1} direction */
  function travel(direction) {
    const { period, date: from } = choices.get();
    choices.set({ date: addDays(from, direction * (period === 'day' ? 1 : 7)) });
  }
  previous.addEventListener('click', () => travel(-1));
  next.addEventListener('click', () => travel(1));
  part('today', HTMLButtonElement).addEventListener('click', () => choices.set({ date: today() }));
  date.addEventListener('change', () => {
    if (isDate(date.value) && date.validity.valid) choices.set({ date: date.value });
  });

  for (const name of /** @type {const} */ (['period', 'layout'])) {
    part(`choice-${name}`, HTMLFieldSetElement).addEventListener('change', ({ target }) => {
      if (target instanceof HTMLInputElement) choices.set({ [name]: target.value });
    });
  }
  const boxes = /** @type {const} */ ([
    ['ended', part('ended', HTMLInputElement)],
    ['allHours', part('all-hours', HTMLInputElement)],
  ]);
  for (const [name, box] of boxes) box.addEventListener('change', () => choices.set({ [name]: box.checked }));
  const opener = part('show-options', HTMLButtonElement);
  opener.addEventListener('click', () => {
    opener.setAttribute('aria-expanded', String(opener.getAttribute('aria-expanded') !== 'true'));
  });
  fillZones(choices);

  return {
    travel,
    title: () => title.textContent,
    /**
     * @param {Choices} chosen
     * @param {Period} period
     * @param {Formats} formats
     */
    show(chosen, period, formats) {
      const noun = chosen.period;
      previous.setAttribute('aria-label', `Previous ${noun}`);
      next.setAttribute('aria-label', `Next ${noun}`);
      date.value = chosen.date;
      setText(title, noun === 'day' ? formats.longDay(period.from) : formats.days(period.from, period.to - 1));
      for (const name of /** @type {const} */ (['period', 'layout'])) {
        const radio = part(`choice-${name}`, HTMLFieldSetElement).querySelector(`input[value="${chosen[name]}"]`);
        if (radio instanceof HTMLInputElement) radio.checked = true;
      }
      for (const [name, box] of boxes) box.checked = chosen[name];
      part('all-hours-label', HTMLElement).hidden = chosen.period !== 'day' || chosen.layout !== 'table';
    },
  };
}
