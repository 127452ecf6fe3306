/** @import { Api } from '../api/api-client.js' */
/** @import { Answer, Booking } from '../types.ts' */
/** @import { BookingStore } from '../bookings/booking-store.js' */
/** @import { Standing } from '../controls/connection.js' */
/** @import { LiveState } from './live-client.js' */
/** @import { Reading } from './truth.js' */
import { subjectIn } from '../api/session.js';
import { createLiveClient } from './live-client.js';
import { REREAD_MS, retryAfter } from './pause.js';
import { topicsFor } from './topics.js';
import { createTruth } from './truth.js';

/** @typedef {{ from: number, to: number, services: readonly string[] }} Sight */

/**
 * Keeps the store true to the service: follows updates, and reads the list after each connection, after a gap in
 * versions, once a minute, and when the page is looked at again.
 *
 * @param {{
 *   api: Api, store: BookingStore, live: URL | undefined, token: () => string | undefined,
 *   onStanding: (standing: Standing, reading: Reading | undefined) => void,
 *   onRead: () => void, onFresh: () => void, onReread: () => void,
 * }} parts `onRead`: what is looked at has been read to its end, though some of it may have changed meanwhile. `onFresh`:
 * what is shown is true at this moment. `onReread`: whatever else goes stale may be read as well.
 */
export function createFollowing({ api, store, live, token, onStanding, onRead, onFresh, onReread }) {
  /** @type {Sight | undefined} */
  let sight;
  /** @type {LiveState} */
  let liveState = 'connecting';
  /** @type {Reading | undefined} */
  let reading;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let retry;
  /** `isNobody`: a user whose name is not known yet, and so who follows nothing. */
  let [isSignedOut, isUser, isNobody] = [false, false, false];
  /** `isReadSince`: since something may have been missed a reading has begun. `isCaughtUp`: and one has ended whole. */
  let [isReadSince, isCaughtUp] = [false, false];
  const fallBehind = () => void ([isReadSince, isCaughtUp] = [false, false]);

  const truth = createTruth({
    api,
    store,
    onBegin() {
      isReadSince = true;
    },
    onReading(result) {
      reading = result;
      isCaughtUp = isReadSince && result.kind === 'whole';
      clearTimeout(retry);
      if (result.kind === 'whole') onRead();
      if (isCaughtUp) onFresh();
      const wait = retryAfter(result);
      if (wait !== undefined) retry = setTimeout(truth.read, wait);
      follow();
      tell();
    },
  });
  const client = live && createLiveClient({
    url: live,
    /** @returns {Promise<Answer<{ ticket: string }>>} */
    ticket: () => api.send('POST', 'live/tickets'),
    onState(state) {
      if (liveState === 'live' && state !== 'live') fallBehind();
      liveState = state;
      tell();
    },
    onFollowing() {
      fallBehind();
      truth.read();
    },
    /** @param {Booking} booking */
    onUpdate(booking) {
      if (store.take(booking) === 'gap') {
        fallBehind();
        truth.read();
      } else if (isCaughtUp) onFresh();
    },
    onForbidden() {
      // Users may follow their own bookings and nothing wider.
      isUser = true;
      follow();
    },
  });

  /** @returns {Standing} */
  function standing() {
    if (isSignedOut) return 'sign-in';
    if (!navigator.onLine || reading?.kind === 'silent') return 'offline';
    if (reading?.kind === 'refused') return 'catching-up';
    return !client || liveState === 'off' ? 'polling' : liveState;
  }
  const tell = () => onStanding(standing(), reading);

  function follow() {
    if (!client || !sight) return;
    // The list of a user holds nobody else's.
    const subject = isUser ? (subjectIn(token()) ?? store.filter(() => true)[0]?.userId) : undefined;
    const topics = topicsFor({ services: sight.services, isUser, subject });
    client.follow(topics);
    if (topics.length === 0) {
      client.stop();
      liveState = 'off';
      isNobody = true;
    } else if (isNobody) {
      isNobody = false;
      client.start();
    }
  }

  function lookAgain() {
    if (isSignedOut || !sight) return;
    truth.read();
    onReread();
    if (client && !client.isOpen() && (liveState !== 'off' || !isUser)) client.start();
    tell();
  }

  setInterval(() => {
    if (isSignedOut) return;
    truth.read();
    onReread();
  }, REREAD_MS);
  document.addEventListener('visibilitychange', () => document.visibilityState === 'visible' && lookAgain());
  for (const event of ['online', 'pageshow']) window.addEventListener(event, lookAgain);
  window.addEventListener('offline', tell);

  return {
    /** @param {Sight} next */
    look(next) {
      const isFirst = sight === undefined;
      sight = next;
      fallBehind();
      follow();
      const { from, to, services } = next;
      truth.look({ from, to, serviceId: services.length === 1 ? services[0] : undefined });
      if (isFirst && !isSignedOut) client?.start();
    },
    isUser: () => isUser,
    /** Nobody is known to be asking: nothing is followed until somebody signs in. */
    signedOut() {
      isSignedOut = true;
      client?.stop();
      truth.forget();
      tell();
    },
    /** As somebody else, or again. */
    signedIn() {
      [isSignedOut, isUser, isNobody, reading, liveState] = [false, false, false, undefined, 'connecting'];
      client?.stop();
      truth.forget();
      if (sight) {
        const again = sight;
        sight = undefined;
        this.look(again);
      }
      tell();
    },
  };
}
