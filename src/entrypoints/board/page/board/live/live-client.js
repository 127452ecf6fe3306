/** @import { Answer, Booking } from '../types.ts' */
import { pauseAfter } from './pause.js';

const [PING_MS, PONG_MS, CONNECT_MS] = [60_000, 10_000, 15_000];

/** @typedef {'connecting' | 'live' | 'reconnecting' | 'off'} LiveState */

/**
 * A connection that follows topics, and comes back when it ends.
 *
 * @param {{
 *   url: URL,
 *   ticket: () => Promise<Answer<{ ticket: string }>>,
 *   onState: (state: LiveState) => void,
 *   onFollowing: () => void,
 *   onUpdate: (booking: Booking) => void,
 *   onForbidden: () => void,
 *   random?: () => number,
 * }} parts `onFollowing`: from now on every event arrives, so what was missed before has to be read.
 */
export function createLiveClient({ url, ticket, onState, onFollowing, onUpdate, onForbidden, random = Math.random }) {
  /** @type {WebSocket | undefined} */
  let socket;
  /** @type {readonly string[]} */
  let topics = [];
  /** @type {readonly string[]} */
  let followed = [];
  let failures = 0;
  /** Those of a connection that was given up on are none of ours any more. */
  let attempt = 0;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let timer;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let unanswered;

  /** @param {object} frame */
  const send = (frame) => socket?.send(JSON.stringify(frame));
  const subscribe = () => send({ action: 'subscribe', topics });

  function stop() {
    attempt += 1;
    clearTimeout(timer);
    clearTimeout(unanswered);
    socket?.close();
    socket = undefined;
    followed = [];
  }

  function again() {
    stop();
    onState('reconnecting');
    timer = setTimeout(connect, pauseAfter(failures, random));
    failures += 1;
  }

  function ping() {
    send({ action: 'ping' });
    unanswered = setTimeout(again, PONG_MS);
  }

  /** @param {any} frame */
  function receive(frame) {
    if (frame.action === 'bookingUpdate') onUpdate(frame.data);
    else if (frame.action === 'pong') {
      clearTimeout(unanswered);
      timer = setTimeout(ping, PING_MS);
    } else if (frame.action === 'subscribed') {
      // It may be the answer to what was asked before the topics changed.
      if (frame.topics.join(' ') !== topics.join(' ')) return;
      const over = followed.filter((topic) => !topics.includes(topic));
      if (over.length > 0) send({ action: 'unsubscribe', topics: over });
      followed = topics;
      failures = 0;
      onState('live');
      onFollowing();
    } else if (frame.action === 'error' && frame.code === 'forbidden') onForbidden();
    else if (frame.action === 'error' && frame.code === 'try_again') again();
  }

  async function connect() {
    attempt += 1;
    const mine = attempt;
    const issued = await ticket();
    if (mine !== attempt) return;
    if (issued.kind === 'refused' && (issued.problem.status === 404 || issued.problem.status === 401)) return onState('off');
    if (issued.kind !== 'ok') return again();
    const opened = new WebSocket(url, ['holdfast.v1', `ticket.${issued.body.ticket}`]);
    socket = opened;
    unanswered = setTimeout(again, CONNECT_MS);
    opened.addEventListener('open', () => {
      if (mine !== attempt) return;
      clearTimeout(unanswered);
      if (topics.length > 0) subscribe();
      timer = setTimeout(ping, PING_MS);
    });
    opened.addEventListener('message', ({ data }) => {
      if (mine === attempt) receive(JSON.parse(data));
    });
    opened.addEventListener('close', () => {
      if (mine === attempt) again();
    });
  }

  return {
    /** Connects, at once also when the next attempt was due later. */
    start() {
      if (socket?.readyState === WebSocket.OPEN) return;
      stop();
      onState(failures === 0 ? 'connecting' : 'reconnecting');
      void connect();
    },
    stop,
    /** @param {readonly string[]} wanted */
    follow(wanted) {
      if (wanted.join(' ') === topics.join(' ')) return;
      topics = wanted;
      if (socket?.readyState === WebSocket.OPEN && topics.length > 0) subscribe();
    },
    isOpen: () => socket?.readyState === WebSocket.OPEN,
  };
}

/** @typedef {ReturnType<typeof createLiveClient>} LiveClient */
