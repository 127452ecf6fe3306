/** What single keys do, and how that is told. */
export const KEYS = /** @type {const} */ ([
  ['n', 'New booking'],
  ['t', 'Today'],
  ['j', 'Next day or week'],
  ['k', 'Previous day or week'],
  ['d', 'Day'],
  ['w', 'Week'],
  ['g', 'Table'],
  ['l', 'List'],
  ['b', 'To the bookings'],
  ['?', 'This help'],
]);

/** @typedef {(typeof KEYS)[number][0]} Key */

/** Keys that always work, where a booking has the focus. */
export const MOVES = /** @type {const} */ ([
  ['← ↑ → ↓', 'From booking to booking'],
  ['Home, End', 'First and last booking'],
  ['Enter', 'Open the booking'],
  ['Esc', 'Close a dialog'],
]);

/**
 * @param {{ isOn: () => boolean, actions: Readonly<Record<Key, () => void>> }} parts
 */
export function listenForShortcuts({ isOn, actions }) {
  document.addEventListener('keydown', (event) => {
    const { target, key } = event;
    if (!isOn() || event.ctrlKey || event.altKey || event.metaKey || event.defaultPrevented) return;
    if (document.querySelector('dialog[open]')) return;
    // In a field a letter is a letter, and in a list it finds an entry.
    const isTyping = target instanceof HTMLElement && target.matches('input:not([type="radio"], [type="checkbox"]), select, textarea');
    if (isTyping || !Object.hasOwn(actions, key)) return;
    event.preventDefault();
    actions[/** @type {Key} */ (key)]();
  });
}
