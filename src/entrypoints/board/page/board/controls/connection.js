/** @import { Formats } from '../time/formats.js' */
import { part, setText } from '../dom.js';

/** @typedef {'connecting' | 'live' | 'catching-up' | 'reconnecting' | 'polling' | 'offline' | 'sign-in'} Standing */

/** @type {Readonly<Record<Standing, { word: string, icon: string, title: string }>>} */
const WORDS = {
  connecting: { word: 'Connecting', icon: 'waiting', title: 'The board is being connected.' },
  live: { word: 'Live', icon: 'live', title: 'Changes appear as they happen.' },
  'catching-up': { word: 'Catching up', icon: 'waiting', title: 'The bookings could not all be read. What is shown may be out of date; they are read again.' },
  reconnecting: { word: 'Reconnecting', icon: 'waiting', title: 'Changes are read once a minute until the connection is back.' },
  polling: { word: 'Every minute', icon: 'waiting', title: 'There are no live updates here: changes are read once a minute.' },
  offline: { word: 'Offline', icon: 'offline', title: 'The service cannot be reached. What is shown may be out of date.' },
  'sign-in': { word: 'Sign-in needed', icon: 'locked', title: 'The service asks who you are.' },
};

/**
 * Whether the board can be relied on at this moment, and since when.
 *
 * @param {(word: string) => void} say To those who do not see the sign.
 */
export function createConnectionSign(say) {
  /** @type {Standing} */
  let before = 'connecting';
  const [place, word] = [part('connection', HTMLElement), part('connection-word', HTMLElement)];
  const [updated, use] = [part('last-updated', HTMLElement), place.querySelector('use')];
  return {
    /** @param {Standing} standing */
    show(standing) {
      const said = WORDS[standing];
      if (standing !== before) say(`${said.word}. ${said.title}`);
      before = standing;
      place.dataset['state'] = standing;
      place.title = said.title;
      setText(word, said.word);
      use?.setAttribute('href', `#icon-${said.icon}`);
    },
    /**
     * @param {number | undefined} at
     * @param {Formats} formats
     */
    updated: (at, formats) => setText(updated, at === undefined ? '' : `updated ${formats.seconds(at)}`),
  };
}
