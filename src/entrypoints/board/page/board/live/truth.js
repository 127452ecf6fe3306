/** @import { Answer, Booking, Problem } from '../types.ts' */
/** @import { Api } from '../api/api-client.js' */
/** @import { BookingStore } from '../bookings/booking-store.js' */
import { createListReader } from '../api/list-reader.js';
import { isWithin } from '../time/period.js';

const AT_ONCE = 6;

/**
 * @typedef {{ from: number, to: number, serviceId?: string | undefined }} Range
 * @typedef {{ kind: 'refused', problem: Problem } | { kind: 'silent' }} Failure
 * @typedef {{ kind: 'whole' } | Failure} Reading
 */

/**
 * The list is the truth: reads it into the store, one reading after another, and never an old range after a new one.
 *
 * @param {{
 *   api: Api, store: BookingStore, onBegin: () => void, onReading: (reading: Reading) => void,
 * }} parts `onBegin`: whatever has happened by now is in the reading that begins, if that ends whole.
 */
export function createTruth({ api, store, onBegin, onReading }) {
  const [starting, goingOn] = [createListReader(api), createListReader(api)];
  /** @type {Range | undefined} */
  let range;
  let reading = new AbortController();
  let [isReading, isAskedAgain] = [false, false];

  /**
   * What the list no longer has was moved elsewhere; one asks for it by name, for that answer never lags.
   *
   * @param {ReadonlySet<string>} seen
   * @param {Range} span
   * @param {AbortSignal} signal
   * @returns {Promise<Failure | undefined>} With it the rest is left as it was.
   */
  async function lookForTheRest(seen, span, signal) {
    const isIts = (/** @type {Booking} */ booking) => span.serviceId === undefined || booking.serviceId === span.serviceId;
    const gone = store.filter((booking) => !seen.has(booking.bookingId) && isWithin(booking, span) && isIts(booking));
    /**
     * @param {Booking} booking
     * @returns {Promise<Failure | undefined>}
     */
    const look = async ({ bookingId }) => {
      /** @type {Answer<Booking>} */
      const found = await api.read(`bookings/${encodeURIComponent(bookingId)}`, { signal });
      if (found.kind === 'ok') store.take(found.body);
      else if (found.kind === 'refused' && found.problem.status === 404) store.forget(bookingId);
      else if (found.kind !== 'same') return found;
      return undefined;
    };
    /** @type {Failure | undefined} */
    let failure;
    while (gone.length > 0 && !failure && !signal.aborted) {
      const failures = await Promise.all(gone.splice(0, AT_ONCE).map(look));
      failure = failures.find((one) => one !== undefined);
    }
    return failure;
  }

  /** @param {AbortSignal} signal */
  async function readOnce(signal) {
    if (!range) return;
    onBegin();
    const span = range;
    /** @type {Set<string>} */
    const seen = new Set();
    /** @param {readonly Booking[]} items */
    const take = (items) => {
      for (const booking of items) {
        seen.add(booking.bookingId);
        store.take(booking);
      }
    };
    // What begins in what is shown comes first, for most of it does; then what began before and is still going on.
    let answer = await starting.readAll(span, signal, take);
    const earlier = { serviceId: span.serviceId, to: span.from, endsAfter: span.from };
    if (answer.kind === 'ok') answer = await goingOn.readAll(earlier, signal, take);
    if (answer.kind === 'ok') answer = (await lookForTheRest(seen, span, signal)) ?? answer;
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
      starting.forget();
      goingOn.forget();
    },
  };
}
