import * as z from 'zod/mini';
import type { Booking } from '../../../domain/booking/booking.js';
import * as field from './fields.js';
import { component, published } from './published.js';

const base = () => ({
  bookingId: field.bookingId,
  userId: field.userId,
  serviceId: field.serviceId,
  serviceName: field.serviceName,
  dateTime: field.instant,
  endsAt: field.instant,
  durationMinutes: field.durationMinutes,
  units: field.units,
  version: field.version,
  createdAt: field.instant,
  updatedAt: field.instant,
  notes: z.exactOptional(field.notes),
  metadata: z.exactOptional(field.metadata),
  paymentReference: z.exactOptional(field.paymentReference),
});

export const heldBooking = component(
  'HeldBooking',
  () => z.strictObject({ ...base(), status: z.literal('held'), holdExpiresAt: field.instant }),
  { description: 'Occupies its slot until `holdExpiresAt`.' },
);
export const confirmedBooking = component('ConfirmedBooking', () =>
  z.strictObject({ ...base(), status: z.literal('confirmed'), confirmedAt: field.instant }),
);
export const completedBooking = component('CompletedBooking', () =>
  z.strictObject({
    ...base(),
    status: z.literal('completed'),
    confirmedAt: field.instant,
    completedAt: field.instant,
  }),
);
export const noShowBooking = component('NoShowBooking', () =>
  z.strictObject({ ...base(), status: z.literal('no_show'), confirmedAt: field.instant, noShowAt: field.instant }),
);
export const cancelledBooking = component('CancelledBooking', () =>
  z.strictObject({
    ...base(),
    status: z.literal('cancelled'),
    cancelledAt: field.instant,
    cancelledBy: z.string().register(published, { description: 'A subject, or a role to those who may not see it.' }),
    cancelReason: z.exactOptional(field.cancelReason),
  }),
);
export const expiredBooking = component(
  'ExpiredBooking',
  () => z.strictObject({ ...base(), status: z.literal('expired'), expiredAt: field.instant }),
  { description: 'A hold that lapsed at `expiredAt`.' },
);

export const openBooking = component('OpenBooking', () =>
  z.discriminatedUnion('status', [heldBooking, confirmedBooking]),
);
export const endedBooking = component('EndedBooking', () =>
  z.discriminatedUnion('status', [cancelledBooking, expiredBooking]),
);

export const booking = component('Booking', () =>
  z.discriminatedUnion('status', [
    heldBooking,
    confirmedBooking,
    completedBooking,
    noShowBooking,
    cancelledBooking,
    expiredBooking,
  ]),
);

export const bookingPage = component(
  'BookingPage',
  () => z.strictObject({ items: z.array(booking), nextCursor: z.exactOptional(field.cursor) }),
  { description: 'Only a missing `nextCursor` ends the list.' },
);

/** Both ways: the document describes exactly what the library answers with. */
type Same<A, B> = [A] extends [B] ? ([B] extends [A] ? true : never) : never;
true satisfies Same<z.infer<typeof booking>, Booking>;
