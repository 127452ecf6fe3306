import * as z from 'zod/mini';
import * as field from './fields.js';
import { published } from './published.js';

export const createBooking = z
  .strictObject({
    userId: field.userId,
    serviceId: field.serviceId,
    dateTime: field.instantInput,
    serviceName: z.optional(field.serviceName),
    durationMinutes: z.optional(field.durationMinutes),
    units: z.optional(field.units),
    hold: z.optional(
      z.boolean().register(published, { description: 'Held until its expiry or a confirm.', default: false }),
    ),
    notes: z.optional(field.notes),
    metadata: z.optional(field.metadata),
  })
  .register(published, { id: 'CreateBooking' });

export const changeBooking = z
  .strictObject({
    dateTime: z.optional(field.instantInput),
    durationMinutes: z.optional(field.durationMinutes),
    units: z.optional(field.units),
    notes: z.optional(z.nullable(field.notes)),
    metadata: z.optional(field.metadataChange),
  })
  .register(published, { id: 'ChangeBooking', description: 'Only what changes; `null` clears.', minProperties: 1 });

export const confirmBooking = z
  .strictObject({ paymentReference: z.optional(field.paymentReference) })
  .register(published, { id: 'ConfirmBooking' });

export const cancelBooking = z
  .strictObject({ reason: z.optional(field.cancelReason) })
  .register(published, { id: 'CancelBooking' });

/** Commands that say everything by their address. */
export const nothing = z.strictObject({}).register(published, { id: 'Nothing' });
