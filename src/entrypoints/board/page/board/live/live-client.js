/** @import { Answer, Booking } from '../types.ts' */
import { pauseAfter } from './pause.js';
import { createSubscription } from './subscription.js';

const [PING_MS, PONG_MS, CONNECT_MS] = [60_000, 10_000, 15_000];
/** After so many attempts that never led to anything it looks as if there were nothing. */
const FEW = 3;

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
  let failures = 0;
  let wasLive = false;
  /** Those of a connection that was given up on are none of ours any more. */
  let attempt = 0;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let timer;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let unanswered;

  /** @param {object} frame */
  const send = (frame) => socket?.send(JSON.stringify(frame));
  const subscription = createSubscription({
    send,
    onFollowing() {
      failures = 0;
      wasLive = true;
      onState('live');
      onFollowing();
    },
    onForbidden,
    onRefused: (isFinal) => (isFinal ? again() : onState('reconnecting')),
  });

  function stop() {
    attempt += 1;
    clearTimeout(timer);
    clearTimeout(unanswered);
    socket?.close();
    socket = undefined;
    subscription.close();
  }

  function again() {
    stop();
    onState(wasLive || failures < FEW ? 'reconnecting' : 'off');
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
    } else subscription.receive(frame);
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
      subscription.open();
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
      if (wasLive || failures < FEW) onState(failures === 0 ? 'connecting' : 'reconnecting');
      void connect();
    },
    stop,
    follow: subscription.follow,
    isOpen: () => socket?.readyState === WebSocket.OPEN,
  };
}

/** @typedef {ReturnType<typeof createLiveClient>} LiveClient */
