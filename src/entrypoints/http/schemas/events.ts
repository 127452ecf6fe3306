import * as z from 'zod/mini';
import { ROLES } from '../../../domain/access/actor.js';
import * as bookings from './bookings.js';
import * as field from './fields.js';
import { component, published } from './published.js';

const actor = component(
  'Actor',
  () => z.strictObject({ subject: z.string(), roles: z.array(z.enum(ROLES)) }),
  { description: 'Who did it; users see staff as a role.' },
);

const fact = () => ({
  eventId: z.string().register(published, { description: '`<bookingId>:<bookingVersion>`' }),
  bookingId: field.bookingId,
  bookingVersion: field.version,
  occurredAt: field.instant,
  actor,
});

const previous = () => z.strictObject({ dateTime: field.instant, endsAt: field.instant, units: field.units });
const rescheduled = () => ({ type: z.literal('BookingRescheduled'), booking: bookings.openBooking, previous: previous() });

const event = component(
  'BookingEvent',
  () =>
    z.discriminatedUnion('type', [
      z.strictObject({ ...fact(), type: z.literal('BookingHeld'), booking: bookings.heldBooking }),
      z.strictObject({ ...fact(), type: z.literal('BookingConfirmed'), booking: bookings.confirmedBooking }),
      z.strictObject({ ...fact(), ...rescheduled() }),
      z.strictObject({ ...fact(), type: z.literal('BookingUpdated'), booking: bookings.openBooking }),
      z.strictObject({ ...fact(), type: z.literal('BookingCancelled'), booking: bookings.cancelledBooking }),
      z.strictObject({ ...fact(), type: z.literal('BookingCompleted'), booking: bookings.completedBooking }),
      z.strictObject({ ...fact(), type: z.literal('BookingNoShow'), booking: bookings.noShowBooking }),
      z.strictObject({ ...fact(), type: z.literal('BookingExpired'), booking: bookings.expiredBooking }),
    ]),
  { description: 'A fact, with the booking as it was after it.' },
);

export const eventPage = component('BookingEventPage', () =>
  z.strictObject({ items: z.array(event), nextCursor: z.exactOptional(field.cursor) }),
);
