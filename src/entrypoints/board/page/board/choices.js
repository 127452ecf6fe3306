/**
 * What whoever looks at the board has chosen. `services`: empty for all of them.
 *
 * @typedef {{
 *   date: string, period: 'day' | 'week', layout: 'table' | 'list', zone: string, services: readonly string[],
 *   ended: boolean, allHours: boolean, shortcuts: boolean,
 * }} Choices
 */

const REMEMBERED = /** @type {const} */ (['period', 'layout', 'zone', 'ended', 'allHours', 'shortcuts']);
const PLACE = 'holdfast.board';

/** @returns {Partial<Choices>} */
function remembered() {
  try {
    const found = JSON.parse(localStorage.getItem(PLACE) ?? '{}');
    return typeof found === 'object' && found !== null ? found : {};
  } catch {
    // Private windows may have no storage, and what is in it may be another program's.
    return {};
  }
}

/** @param {Choices} choices */
function remember(choices) {
  try {
    localStorage.setItem(PLACE, JSON.stringify(Object.fromEntries(REMEMBERED.map((name) => [name, choices[name]]))));
  } catch {
    // Then it is not remembered.
  }
}

/**
 * @param {Choices} standard
 * @param {{ [K in keyof Choices]?: (value: unknown) => boolean }} allowed What is remembered counts only where it passes.
 */
export function createChoices(standard, allowed) {
  const kept = Object.fromEntries(
    Object.entries(remembered()).filter(([name, value]) => allowed[/** @type {keyof Choices} */ (name)]?.(value)),
  );
  /** @type {Choices} */
  let current = { ...standard, ...kept };
  /** @type {((now: Choices, before: Choices) => void)[]} */
  const listeners = [];
  return {
    get: () => current,
    /** @param {Partial<Choices>} change */
    set(change) {
      const before = current;
      current = { ...current, ...change };
      remember(current);
      for (const listener of listeners) listener(current, before);
    },
    /** @param {(now: Choices, before: Choices) => void} listener */
    onChange: (listener) => void listeners.push(listener),
  };
}
