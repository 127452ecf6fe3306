/** @import { Booking } from '../types.ts' */
/** @import { Commands, OnBooking } from '../api/commands.js' */
/** @import { Intent } from '../api/intent.js' */
/** @import { Action } from '../bookings/status.js' */
/** @import { Answer } from '../types.ts' */
import { createIntent } from '../api/intent.js';
import { element } from '../dom.js';

/** `…`: there is more to say before it is done. */
export const ACTION_WORDS = /** @type {const} @satisfies {Record<Action, string>} */ ({
  confirm: 'Confirm',
  complete: 'Completed',
  no_show: 'No-show',
  reschedule: 'Reschedule…',
  notes: 'Notes…',
  cancel: 'Cancel…',
});

/** @type {Partial<Record<Action, string>>} */
const LOOKS = { confirm: 'primary', complete: 'primary', cancel: 'risky' };

/**
 * The buttons under a booking. Some ask at once, each with an intent of its own; the others are only begun.
 *
 * @param {{
 *   commands: Commands, booking: () => Booking, onAnswer: (answer: Answer<Booking>, isOpen: boolean) => void,
 *   onBegin: (action: 'reschedule' | 'notes' | 'cancel') => void,
 * }} parts `isOpen`: what came of it so far is not known.
 */
export function createActions({ commands, booking, onAnswer, onBegin }) {
  const drawn = element('div', { class: 'actions' });
  /** @type {Map<Action, Intent<OnBooking, Booking>>} */
  const intents = new Map();
  let isBusy = false;

  /** @param {Action} action */
  async function begin(action) {
    if (isBusy) return;
    if (action === 'reschedule' || action === 'notes' || action === 'cancel') return onBegin(action);
    const intent = intents.get(action) ?? createIntent(commands[action]);
    intents.set(action, intent);
    isBusy = true;
    drawn.setAttribute('aria-busy', 'true');
    const answer = await intent.ask({ bookingId: booking().bookingId, version: booking().version });
    isBusy = false;
    drawn.removeAttribute('aria-busy');
    onAnswer(answer, intent.isOpen());
  }

  return {
    element: drawn,
    /**
     * @param {readonly Action[]} offered
     * @returns {boolean} Whether the focus was on one that is offered no longer.
     */
    offer(offered) {
      const focused = drawn.contains(document.activeElement) ? document.activeElement : null;
      const wanted = focused instanceof HTMLElement ? focused.dataset['action'] : undefined;
      const buttons = offered.map((action) => {
        const properties = { type: 'button', class: LOOKS[action] ?? '', 'data-action': action };
        return element('button', { ...properties, onclick: () => void begin(action) }, ACTION_WORDS[action]);
      });
      drawn.replaceChildren(...buttons);
      const again = buttons.find(({ dataset }) => dataset['action'] === wanted);
      again?.focus();
      return wanted !== undefined && !again;
    },
    focus: () => drawn.querySelector('button')?.focus(),
  };
}
