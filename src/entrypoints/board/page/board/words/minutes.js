const UNITS = /** @type {const} */ ([
  [1_440, 'day'],
  [60, 'hour'],
  [1, 'minute'],
]);

/**
 * "2 hours", "90 minutes": in the largest unit that says it exactly.
 *
 * @param {number} minutes
 */
export function minutesWord(minutes) {
  const [size, unit] = UNITS.find(([one]) => minutes >= one && minutes % one === 0) ?? [1, 'minute'];
  const count = minutes / size;
  return `${count} ${unit}${count === 1 ? '' : 's'}`;
}
