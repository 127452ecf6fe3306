/** @import { Answer, Booking } from '../types.ts' */
/** @import { Api } from './api-client.js' */

/** @typedef {{ bookingId: string, version: number, body?: Record<string, unknown> }} OnBooking `version`: the one that was looked at. */
/** @typedef {(request: OnBooking, key: string) => Promise<Answer<Booking>>} Command */

/**
 * What may be asked for, each under an idempotency key. What is about a booking holds for the version that whoever asks
 * has seen: when it was changed meanwhile, they look again first.
 *
 * @param {Api} api
 */
export function createCommands(api) {
  /**
   * @param {string} name
   * @returns {Command}
   */
  const command =
    (name) =>
    ({ bookingId, version, body }, key) =>
      api.send('POST', `bookings/${encodeURIComponent(bookingId)}/${name}`, { body: body ?? {}, key, version });

  return {
    /**
     * @param {Record<string, unknown>} body
     * @param {string} key
     * @returns {Promise<Answer<Booking>>}
     */
    create: (body, key) => api.send('POST', 'bookings', { body, key }),
    /** @type {Command} */
    change: ({ bookingId, version, body }, key) =>
      api.send('PATCH', `bookings/${encodeURIComponent(bookingId)}`, { body, key, version }),
    confirm: command('confirm'),
    cancel: command('cancel'),
    complete: command('complete'),
    no_show: command('no-show'),
  };
}

/** @typedef {ReturnType<typeof createCommands>} Commands */
