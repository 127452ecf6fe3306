import * as z from 'zod/mini';
import * as field from './fields.js';
import { component, text } from './published.js';

/** That it is one of the two, the domain checks: of one shape it is simpler to say what is wrong than of two. */
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
