/** @import { Answer, Booking, ShownService } from '../types.ts' */
/** @import { Api } from '../api/api-client.js' */
/** @import { Commands } from '../api/commands.js' */
/** @import { BookingStore } from '../bookings/booking-store.js' */
/** @import { Formats } from '../time/formats.js' */
import { subjectIn } from '../api/session.js';
import { part } from '../dom.js';
import { localTime } from '../time/local-time.js';
import { openBookingDialog } from './booking-dialog.js';
import { closeAll } from './modal.js';
import { openNewBooking } from './new-booking.js';
import { openSignIn } from './sign-in.js';

const [QUARTER, HOUR] = [900_000, 3_600_000];

/**
 * What opens which dialog, and what becomes of it.
 *
 * @param {{
 *   api: Api, commands: Commands, store: BookingStore, now: () => number, formats: () => Formats,
 *   session: ReturnType<typeof import('../api/session.js').createSession>,
 *   stage: ReturnType<typeof import('../views/stage.js').createStage>,
 *   services: () => readonly ShownService[], isUser: () => boolean, date: () => string, today: () => string,
 *   onSignedIn: (isSame: boolean) => void, onSignedOut: () => void, onUnknown: () => void,
 * }} parts `onUnknown`: the service asked who is calling.
 */
export function createDoors({ api, commands, store, now, formats, session, stage, services, isUser, date, today, ...then }) {
  /** @type {ReturnType<typeof openBookingDialog> | undefined} */
  let open;
  let isAsking = false;
  /** Whose token was taken last, as far as it says so. */
  let holder = subjectIn(session.token());
  const [signIn, signOut] = [part('sign-in', HTMLButtonElement), part('sign-out', HTMLButtonElement)];

  const showSession = () => {
    signOut.hidden = session.token() === undefined;
  };

  /** @param {string} bookingId */
  async function readAgain(bookingId) {
    /** @type {Answer<Booking>} */
    const answer = await api.read(`bookings/${encodeURIComponent(bookingId)}`);
    if (answer.kind === 'ok') store.take(answer.body);
  }

  /** @param {string} bookingId */
  function booking(bookingId) {
    const found = store.get(bookingId);
    if (!found) return;
    open = openBookingDialog(found, {
      commands,
      formats: formats(),
      isUser,
      now,
      take: store.take,
      readAgain: (id) => void readAgain(id),
      returnTo: () => stage.buttonOf(bookingId) ?? part('bookings', HTMLElement),
      onClosed() {
        open = undefined;
      },
    });
  }

  /** @param {{ serviceId: string, at: number }} [place] */
  function newBooking(place) {
    const [{ zone }, soon] = [formats(), Math.ceil((now() + 1) / HOUR) * HOUR];
    const clock = localTime(place ? Math.floor(place.at / QUARTER) * QUARTER : soon, zone);
    const focused = document.activeElement?.closest('tr')?.dataset['service'];
    const isFuture = date() > today();
    openNewBooking({
      commands,
      formats: formats(),
      services: services(),
      start: {
        serviceId: place?.serviceId ?? focused,
        date: place ? clock.date : isFuture ? date() : clock.date,
        time: place || !isFuture ? clock.time : '10:00',
        userId: isUser() ? subjectIn(session.token()) : undefined,
      },
      onBooked: (booked) => void store.take(booked),
      returnTo: () => part('new-booking', HTMLElement),
    });
  }

  /**
   * What is being done is still there for whoever signs in again, and nothing for anybody else.
   *
   * @param {string} token
   */
  function welcome(token) {
    const isSame = holder !== undefined && holder === subjectIn(token);
    holder = subjectIn(token);
    if (!isSame) closeAll();
    signIn.hidden = true;
    showSession();
    then.onSignedIn(isSame);
  }

  function askWho() {
    then.onUnknown();
    signIn.hidden = false;
    if (isAsking) return;
    isAsking = true;
    openSignIn({
      hadToken: session.token() !== undefined,
      async tryToken(token) {
        const before = session.token();
        session.set(token);
        const answer = await api.read('services');
        // Until it is taken, whatever is still open is not asked for in another's name.
        if (answer.kind === 'ok') welcome(token);
        else session.set(before);
        return answer;
      },
      onClosed() {
        isAsking = false;
      },
      returnTo: () => (signIn.hidden ? part('bookings', HTMLElement) : signIn),
    });
  }

  signIn.addEventListener('click', askWho);
  signOut.addEventListener('click', () => {
    session.set(undefined);
    showSession();
    signIn.hidden = false;
    then.onSignedOut();
    signIn.focus();
  });
  part('new-booking', HTMLButtonElement).addEventListener('click', () => newBooking());
  stage.place.addEventListener('click', (event) => {
    const button = event.target instanceof Element ? event.target.closest('button') : null;
    const { booking: bookingId, expand } = button?.dataset ?? {};
    if (bookingId !== undefined) return booking(bookingId);
    if (expand !== undefined) return stage.toggle(expand);
    const place = stage.placeAt(event);
    if (place) newBooking(place);
  });
  showSession();

  return {
    newBooking: () => newBooking(),
    askWho,
    /** @param {Booking} changed */
    changed(changed) {
      if (open?.bookingId === changed.bookingId) open.update(changed);
    },
  };
}
