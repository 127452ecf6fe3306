import type { BookingEvent } from '../../domain/booking/booking.js';
import { okAsync } from '../../domain/result.js';
import type { Bookings } from '../../ports/bookings.js';
import type { Notifier } from '../../ports/delivery.js';
import type { BookingsConfig } from '../library/config.js';
import { createBookings } from '../library/create-bookings.js';
import { type ManualClock, manualClock } from './manual-clock.js';

export type TestBookingsConfig = Omit<BookingsConfig, 'clock'> & {
  /** Where the clock stands at first. Default 2026-01-01T00:00:00Z. */
  readonly at?: string | Date | undefined;
};

export interface TestBookings {
  readonly bookings: Bookings;
  readonly clock: ManualClock;
  /** Runs the sweeper and the relay until there is nothing left that is due now. */
  settle(): Promise<void>;
  /** Every event the notifier was given so far, in that order; grows with every `settle`. */
  readonly notified: readonly BookingEvent[];
}

/** Bookings for a test: in memory unless a store is given, at an instant of the test's choosing, nothing on a timer. */
export function createTestBookings({ at, ...config }: TestBookingsConfig = {}): TestBookings {
  const clock = manualClock(at);
  const notified: BookingEvent[] = [];
  const notifier: Notifier = {
    notify(event, signal) {
      notified.push(event);
      return config.notifier?.notify(event, signal) ?? okAsync(undefined);
    },
  };
  // A store whose events a stream carries has none for us to hear of.
  const isHeard = config.notifier !== undefined || config.store === undefined || config.store?.outbox !== undefined;
  const bookings = createBookings({ ...config, ...(isHeard && { notifier }), clock });

  const settle = async (): Promise<void> => {
    const { delivered, expired, parked } = await bookings.background.runOnce();
    if (delivered + expired + parked > 0) await settle();
  };
  return { bookings, clock, settle, notified };
}
