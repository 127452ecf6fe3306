/** @import { Formats } from '../time/formats.js' */
import { element } from '../dom.js';
import { instantsAt, isDate } from '../time/local-time.js';
import { createField } from './field.js';

const MINUTE = 60_000;

/**
 * A date and a time of day, as the wall shows them in the chosen zone. Where the clocks are put back an hour comes
 * twice: then it can be said which is meant.
 *
 * @param {Formats} formats
 * @param {{ date: string, time: string, instant?: number }} start
 */
export function createMomentFields(formats, start) {
  const { zone } = formats;
  const date = createField({ name: 'date', label: 'Date', control: element('input', { type: 'date', value: start.date }) });
  const time = createField({
    name: 'time',
    label: 'Time',
    control: element('input', { type: 'time', value: start.time }),
    hint: `in ${zone.replaceAll('_', ' ')}`,
  });
  const which = createField({ name: 'which', label: 'This time comes twice', control: element('select') });

  /**
   * The fields show no seconds: within the minute that it had, it stays at the instant that it had.
   *
   * @param {number} minute
   */
  function ownWithin(minute) {
    const { instant = Number.NaN } = start;
    return instant >= minute && instant < minute + MINUTE ? instant : minute;
  }
  const found = () => instantsAt(date.control.value, time.control.value.slice(0, 5), zone).map(ownWithin);

  function offerChoice() {
    const instants = found();
    which.element.hidden = instants.length < 2;
    const options = instants.map((instant) => element('option', { value: instant }, formats.timeWithZone(instant)));
    which.control.replaceChildren(...options);
    if (start.instant !== undefined && instants.includes(start.instant)) which.control.value = String(start.instant);
  }
  for (const { control } of [date, time]) control.addEventListener('input', offerChoice);
  offerChoice();

  return {
    fields: [date, time, which],
    /** @returns {number | undefined} Nothing after a complaint. */
    read() {
      if (!isDate(date.control.value)) return date.refuse('Which day?');
      if (time.control.value === '') return time.refuse('At what time?');
      const instants = found();
      if (instants.length > 1) return Number(which.control.value);
      return instants[0] ?? time.refuse(`There is no such time on this day in ${zone}: the clocks are put forward.`);
    },
  };
}
