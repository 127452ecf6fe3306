import * as z from 'zod/mini';
import type { Booking } from '../../../domain/booking/booking.js';
import * as field from './fields.js';
import { published } from './published.js';

const base = {
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
};

export const heldBooking = z
  .strictObject({ ...base, status: z.literal('held'), holdExpiresAt: field.instant })
  .register(published, { id: 'HeldBooking', description: 'Occupies its slot until `holdExpiresAt`.' });
export const confirmedBooking = z
  .strictObject({ ...base, status: z.literal('confirmed'), confirmedAt: field.instant })
  .register(published, { id: 'ConfirmedBooking' });
export const completedBooking = z
  .strictObject({ ...base, status: z.literal('completed'), confirmedAt: field.instant, completedAt: field.instant })
  .register(published, { id: 'CompletedBooking' });
export const noShowBooking = z
  .strictObject({ ...base, status: z.literal('no_show'), confirmedAt: field.instant, noShowAt: field.instant })
  .register(published, { id: 'NoShowBooking' });
export const cancelledBooking = z
  .strictObject({
    ...base,
    status: z.literal('cancelled'),
    cancelledAt: field.instant,
    cancelledBy: z.string().register(published, { description: 'A subject, or a role to those who may not see it.' }),
    cancelReason: z.exactOptional(field.cancelReason),
  })
  .register(published, { id: 'CancelledBooking' });
export const expiredBooking = z
  .strictObject({ ...base, status: z.literal('expired'), expiredAt: field.instant })
  .register(published, { id: 'ExpiredBooking', description: 'A hold that lapsed at `expiredAt`.' });

export const openBooking = z
  .discriminatedUnion('status', [heldBooking, confirmedBooking])
  .register(published, { id: 'OpenBooking' });
export const endedBooking = z
  .discriminatedUnion('status', [cancelledBooking, expiredBooking])
  .register(published, { id: 'EndedBooking' });

export const booking = z
  .discriminatedUnion('status', [
    heldBooking,
    confirmedBooking,
    completedBooking,
    noShowBooking,
    cancelledBooking,
    expiredBooking,
  ])
  .register(published, { id: 'Booking' });

export const bookingPage = z
  .strictObject({ items: z.array(booking), nextCursor: z.exactOptional(field.cursor) })
  .register(published, { id: 'BookingPage', description: 'Only a missing `nextCursor` ends the list.' });

/** Both ways: the document describes exactly what the library answers with. */
type Same<A, B> = [A] extends [B] ? ([B] extends [A] ? true : never) : never;
true satisfies Same<z.infer<typeof booking>, Booking>;
