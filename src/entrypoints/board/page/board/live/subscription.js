/** @typedef {{ action: string, topics?: readonly string[], code?: string }} Reply */

const EVERYTHING = ['all'];

/**
 * What one connection follows. It asks for one thing at a time, and lets go of what is over before it asks for more: so
 * it never follows more than one frame may name.
 *
 * @param {{
 *   send: (frame: object) => void, onFollowing: () => void, onForbidden: () => void, onRefused: (isFinal: boolean) => void,
 * }} parts `onFollowing`: from now on every event arrives, so what was missed before has to be read. `onRefused`: nothing
 * is followed; `isFinal`: on this connection nothing will be.
 */
export function createSubscription({ send, onFollowing, onForbidden, onRefused }) {
  /** @type {readonly string[]} */
  let wanted = [];
  /** What was refused is not asked for again. */
  let refused = '';
  /** @type {readonly string[]} */
  let followed = [];
  let [isOpen, isAsking] = [false, false];

  const isRefused = () => wanted.length > 0 && wanted.join(' ') === refused;

  function ask() {
    if (!isOpen || isAsking) return;
    const topics = isRefused() ? EVERYTHING : wanted;
    const over = followed.filter((topic) => !topics.includes(topic));
    const isNew = topics.some((topic) => !followed.includes(topic));
    if (over.length === 0 && !isNew) return;
    isAsking = true;
    send(over.length > 0 ? { action: 'unsubscribe', topics: over } : { action: 'subscribe', topics });
  }

  /** @param {string | undefined} code */
  function refuse(code) {
    const before = wanted;
    if (code === 'forbidden') onForbidden();
    if (wanted !== before) return ask();
    const isNarrow = wanted.length > 0 && wanted.every((topic) => topic.startsWith('service:'));
    const isFinal = code === 'try_again' || code === 'forbidden' || !isNarrow || isRefused();
    if (!isFinal) refused = wanted.join(' ');
    onRefused(isFinal);
    if (!isFinal) ask();
  }

  return {
    open() {
      isOpen = true;
      ask();
    },
    close() {
      [isOpen, isAsking, followed] = [false, false, []];
    },
    /** @param {readonly string[]} topics */
    follow(topics) {
      if (topics.join(' ') === wanted.join(' ')) return;
      wanted = topics;
      ask();
    },
    /** @param {Reply} reply */
    receive({ action, topics = [], code }) {
      isAsking = false;
      if (action === 'error') return refuse(code);
      if (action === 'unsubscribed') followed = followed.filter((topic) => !topics.includes(topic));
      else followed = [...new Set([...followed, ...topics])];
      ask();
      // It may be the answer to what was asked before something else was wanted.
      if (action === 'subscribed' && !isAsking) onFollowing();
    },
  };
}
