import * as z from 'zod/mini';
import * as field from './fields.js';
import { component, published } from './published.js';

export const createBooking = component('CreateBooking', () =>
  z.strictObject({
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
  }),
);

export const changeBooking = component(
  'ChangeBooking',
  () =>
    z.strictObject({
      dateTime: z.optional(field.instantInput),
      durationMinutes: z.optional(field.durationMinutes),
      units: z.optional(field.units),
      notes: z.optional(z.nullable(field.notes)),
      metadata: z.optional(field.metadataChange),
    }),
  { description: 'Only what changes; `null` clears.', minProperties: 1 },
);

export const confirmBooking = component('ConfirmBooking', () =>
  z.strictObject({ paymentReference: z.optional(field.paymentReference) }),
);

export const cancelBooking = component('CancelBooking', () =>
  z.strictObject({ reason: z.optional(field.cancelReason) }),
);

/** Commands that say everything by their address. */
export const nothing = component('Nothing', () => z.strictObject({}));
