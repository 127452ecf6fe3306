import * as z from 'zod/mini';
import * as field from './fields.js';
import { component, text } from './published.js';

/** Two shapes would be told apart by what is wrong with either; what is missing or too much is simpler to say of one. */
export const shareCalendar = component(
  'ShareCalendar',
  () => z.strictObject({ userId: z.exactOptional(field.userId), serviceId: z.exactOptional(field.serviceId) }),
  { description: "One of the two: a user's bookings, or all of a service (staff).", minProperties: 1, maxProperties: 1 },
);

export const sharedCalendar = component('SharedCalendar', () =>
  z.strictObject({
    token: field.feedToken,
    url: text({
      description: 'Where calendar programs fetch it, relative to the address that was asked.',
      format: 'uri-reference',
    }),
  }),
);

export const calendar = text({ description: 'iCalendar (RFC 5545).' });
