/** @import { ChoiceStore } from './toolbar.js' */
import { openHelp } from '../dialogs/help.js';
import { part } from '../dom.js';
import { KEYS, listenForShortcuts, MOVES } from './shortcuts.js';

/**
 * What single keys do, and the button that tells it.
 *
 * @param {{
 *   choices: ChoiceStore, today: () => string, doors: { newBooking: () => void },
 *   toolbar: { travel: (direction: 1 | -1) => void }, stage: { focus: () => void },
 * }} parts
 */
export function listenToKeys({ choices, today, doors, toolbar, stage }) {
  const help = () => {
    const isOn = choices.get().shortcuts;
    openHelp({ keys: [...KEYS, ...MOVES], isOn, onSwitch: (shortcuts) => choices.set({ shortcuts }) });
  };
  part('help', HTMLButtonElement).addEventListener('click', help);
  listenForShortcuts({
    isOn: () => choices.get().shortcuts,
    actions: {
      n: () => doors.newBooking(),
      t: () => choices.set({ date: today() }),
      j: () => toolbar.travel(1),
      k: () => toolbar.travel(-1),
      d: () => choices.set({ period: 'day' }),
      w: () => choices.set({ period: 'week' }),
      g: () => choices.set({ layout: 'table' }),
      l: () => choices.set({ layout: 'list' }),
      b: () => stage.focus(),
      '?': help,
    },
  });
}
