/** @import { Booking, Picture, ShownService } from './types.ts' */
import { isOver } from './bookings/status.js';
import { serviceWord } from './bookings/sentences.js';
import { isWithin } from './time/period.js';

/** @typedef {Pick<Picture, 'period' | 'formats' | 'allHours' | 'now'> & { chosen: readonly string[], ended: boolean }} Frame */

/**
 * By start, and those that start together by id, so that each has one place.
 *
 * @param {Booking} one
 * @param {Booking} other
 */
const byStart = (one, other) =>
  one.dateTime === other.dateTime ? (one.bookingId < other.bookingId ? -1 : 1) : one.dateTime < other.dateTime ? -1 : 1;

/**
 * The services of the catalogue, and those that have bookings without being in it.
 *
 * @param {readonly ShownService[]} catalogue
 * @param {readonly Booking[]} bookings
 * @returns {readonly ShownService[]}
 */
export function servicesOf(catalogue, bookings) {
  const services = new Map(catalogue.map((service) => [service.serviceId, service]));
  for (const booking of bookings) {
    const { serviceId } = booking;
    if (!services.has(serviceId)) services.set(serviceId, { serviceId, name: serviceWord(booking) });
  }
  return [...services.values()].sort((one, other) => one.name.localeCompare(other.name) || (one.serviceId < other.serviceId ? -1 : 1));
}

/**
 * Is it among what is shown?
 *
 * @param {Booking} booking
 * @param {Frame} frame
 */
export const isShown = (booking, { period, chosen, ended, now }) =>
  isWithin(booking, period) && (chosen.length === 0 || chosen.includes(booking.serviceId)) && (ended || !isOver(booking, now));

/**
 * What there is to be drawn.
 *
 * @param {readonly Booking[]} known
 * @param {readonly ShownService[]} services
 * @param {Frame} frame
 * @returns {Picture}
 */
export function pictureOf(known, services, frame) {
  const { period, formats, allHours, now, chosen } = frame;
  const bookings = known.filter((booking) => isShown(booking, frame)).sort(byStart);
  return {
    period, formats, allHours, now, bookings,
    services: services.filter(({ serviceId }) => chosen.length === 0 || chosen.includes(serviceId)),
  };
}
