/** @import { Answer, Booking, Problem } from '../types.ts' */
/** @import { Api } from '../api/api-client.js' */
/** @import { BookingStore } from '../bookings/booking-store.js' */
/** @import { Range } from '../api/list-reader.js' */
import { createListReader } from '../api/list-reader.js';

/** So long may a booking be, and one that began so long before be still going on; a test holds it to the service. */
export const LONGEST_MS = 31 * 86_400_000;
const AT_ONCE = 6;

/** @typedef {{ kind: 'whole' } | { kind: 'refused', problem: Problem } | { kind: 'silent' }} Reading */

/**
 * The list is the truth: reads it into the store, one reading after another, and never an old range after a new one.
 *
 * @param {{ api: Api, store: BookingStore, onReading: (reading: Reading) => void }} parts
 */
export function createTruth({ api, store, onReading }) {
  const [shown, before] = [createListReader(api), createListReader(api)];
  /** @type {Range | undefined} */
  let range;
  let reading = new AbortController();
  let [isReading, isAskedAgain] = [false, false];

  /**
   * What the list no longer has was moved elsewhere; one asks for it by name, for that answer never lags.
   *
   * @param {ReadonlySet<string>} seen
   * @param {Range} whole
   * @param {AbortSignal} signal
   */
  async function lookForTheRest(seen, { from, to, serviceId }, signal) {
    const gone = store.filter(({ bookingId, dateTime, serviceId: its }) => {
      const at = Date.parse(dateTime);
      return !seen.has(bookingId) && at >= from && at < to && (serviceId === undefined || its === serviceId);
    });
    /** @param {Booking} booking */
    const look = async ({ bookingId }) => {
      /** @type {Answer<Booking>} */
      const found = await api.read(`bookings/${encodeURIComponent(bookingId)}`, { signal });
      if (found.kind === 'ok') store.take(found.body);
      else if (found.kind === 'refused' && found.problem.status === 404) store.forget(bookingId);
    };
    while (gone.length > 0 && !signal.aborted) await Promise.all(gone.splice(0, AT_ONCE).map(look));
  }

  /** @param {AbortSignal} signal */
  async function readOnce(signal) {
    if (!range) return;
    const { from } = range;
    const whole = { ...range, from: from - LONGEST_MS };
    /** @type {Set<string>} */
    const seen = new Set();
    /** @param {readonly Booking[]} items */
    const take = (items) => {
      for (const booking of items) {
        seen.add(booking.bookingId);
        // A month of what is over by then would only be in the way.
        if (Date.parse(booking.endsAt) > from || store.get(booking.bookingId)) store.take(booking);
      }
    };
    // What begins in what is shown comes first, for most of it does.
    let answer = await shown.readAll(range, signal, take);
    if (answer.kind === 'ok') answer = await before.readAll({ ...whole, to: from }, signal, take);
    if (answer.kind === 'ok') await lookForTheRest(seen, whole, signal);
    if (!signal.aborted) onReading(answer.kind === 'ok' ? { kind: 'whole' } : answer);
  }

  async function read() {
    isAskedAgain = true;
    if (isReading) return;
    isReading = true;
    while (isAskedAgain) {
      isAskedAgain = false;
      await readOnce(reading.signal);
    }
    isReading = false;
  }

  return {
    /** Reads, or reads once more when a reading is under way: what it has passed already may have changed. */
    read: () => void read(),
    /** @param {Range} next */
    look(next) {
      range = next;
      reading.abort();
      reading = new AbortController();
      void read();
    },
    forget() {
      reading.abort();
      reading = new AbortController();
      range = undefined;
      shown.forget();
      before.forget();
    },
  };
}
