import { createChoices } from './choices.js';
import { localTime } from './time/local-time.js';
import { browserZone, isZone } from './time/zones.js';

const isBoolean = (/** @type {unknown} */ value) => typeof value === 'boolean';

/**
 * What is chosen before anybody has chosen anything, and what may be.
 *
 * @param {number} now
 */
export function createBoardChoices(now) {
  const choices = createChoices(
    {
      date: localTime(now, browserZone()).date,
      period: 'day',
      // A table of hours needs the width of a desk.
      layout: matchMedia('(width < 48rem)').matches ? 'list' : 'table',
      zone: browserZone(),
      services: [],
      ended: true,
      allHours: false,
      shortcuts: true,
    },
    {
      period: (value) => value === 'day' || value === 'week',
      layout: (value) => value === 'table' || value === 'list',
      zone: isZone,
      ended: isBoolean,
      allHours: isBoolean,
      shortcuts: isBoolean,
    },
  );
  // Today is a matter of the zone, which may be remembered.
  choices.set({ date: localTime(now, choices.get().zone).date });
  return choices;
}
