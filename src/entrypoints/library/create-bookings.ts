import { inMemoryStore } from '../../adapters/in-memory/index.js';
import type { Bookings } from '../../ports/index.js';
import { bookingsOn, bookingsOnTimed } from './bookings-on.js';
import { type BookingsConfig, checkConfig } from './config.js';

/**
 * The booking core, in memory unless told otherwise.
 * @throws TypeError for settings it cannot work with, at once and not at the first call.
 */
export function createBookings(config: BookingsConfig = {}): Bookings {
  checkConfig(config);
  if (config.store) return bookingsOn(config.store, config);
  // Our own memory answers at once, and without a reader for events it keeps none.
  return bookingsOnTimed(inMemoryStore({ outbox: config.notifier !== undefined }), config);
}
