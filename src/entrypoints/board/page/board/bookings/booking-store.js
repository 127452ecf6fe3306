/** @import { Booking } from '../types.ts' */

/** Past this, what is not shown is let go. */
const MOST_KEPT = 5_000;

/** @typedef {(before: Booking | undefined, after: Booking | undefined) => void} StoreListener */

/** The bookings as far as they are known: of each the highest version, from the list or from an update. */
export function createBookingStore() {
  /** @type {Map<string, Booking>} */
  const known = new Map();
  /** @type {StoreListener[]} */
  const listeners = [];

  /** @type {StoreListener} */
  const tell = (before, after) => {
    for (const listener of listeners) listener(before, after);
  };

  return {
    /**
     * @param {Booking} booking
     * @returns {'old' | 'next' | 'gap'} `gap`: versions between this one and the last known were never seen.
     */
    take(booking) {
      const before = known.get(booking.bookingId);
      if (before && booking.version <= before.version) return 'old';
      known.set(booking.bookingId, booking);
      tell(before, booking);
      return before && booking.version > before.version + 1 ? 'gap' : 'next';
    },
    /** @param {string} bookingId */
    forget(bookingId) {
      const before = known.get(bookingId);
      known.delete(bookingId);
      if (before) tell(before, undefined);
    },
    clear: () => known.clear(),
    /** @param {(booking: Booking) => boolean} isNeeded */
    tidy(isNeeded) {
      if (known.size <= MOST_KEPT) return;
      for (const [bookingId, booking] of known) if (!isNeeded(booking)) known.delete(bookingId);
    },
    /** @param {string} bookingId */
    get: (bookingId) => known.get(bookingId),
    /** @param {(booking: Booking) => boolean} isWanted */
    filter: (isWanted) => [...known.values()].filter(isWanted),
    /** @param {StoreListener} listener */
    onChange: (listener) => void listeners.push(listener),
  };
}

/** @typedef {ReturnType<typeof createBookingStore>} BookingStore */
