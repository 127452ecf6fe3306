import * as z from 'zod/mini';
import { ROLES } from '../../domain/access/actor.js';

// The published language as it is stored: in events, and in remembered answers. Each shape is made when an item is first
// checked by it: a process that has just begun asks for few of them.

const text = z.string();
const count = z.int().check(z.nonnegative());

const base = () => ({
  bookingId: text,
  userId: text,
  serviceId: text,
  serviceName: text,
  dateTime: text,
  endsAt: text,
  durationMinutes: count,
  units: count,
  version: count,
  createdAt: text,
  updatedAt: text,
  notes: z.exactOptional(text),
  metadata: z.exactOptional(z.record(text, text)),
  paymentReference: z.exactOptional(text),
});

const held = z.lazy(() => z.object({ ...base(), status: z.literal('held'), holdExpiresAt: text }));
const confirmed = z.lazy(() => z.object({ ...base(), status: z.literal('confirmed'), confirmedAt: text }));
const completed = z.lazy(() =>
  z.object({ ...base(), status: z.literal('completed'), confirmedAt: text, completedAt: text }),
);
const noShow = z.lazy(() => z.object({ ...base(), status: z.literal('no_show'), confirmedAt: text, noShowAt: text }));
const expired = z.lazy(() => z.object({ ...base(), status: z.literal('expired'), expiredAt: text }));
const cancelled = z.lazy(() =>
  z.object({
    ...base(),
    status: z.literal('cancelled'),
    cancelledAt: text,
    cancelledBy: text,
    cancelReason: z.exactOptional(text),
  }),
);

export const booking = z.lazy(() =>
  z.discriminatedUnion('status', [held, confirmed, completed, noShow, cancelled, expired]),
);
const open = z.lazy(() => z.discriminatedUnion('status', [held, confirmed]));

export const actor = z.lazy(() => z.object({ subject: text, roles: z.array(z.enum(ROLES)) }));

const fact = {
  eventId: text,
  bookingId: text,
  bookingVersion: count,
  occurredAt: text,
  actor,
};
const previous = z.lazy(() => z.object({ dateTime: text, endsAt: text, units: count }));

export const event = z.lazy(() =>
  z.discriminatedUnion('type', [
    z.object({ ...fact, type: z.literal('BookingHeld'), booking: held }),
    z.object({ ...fact, type: z.literal('BookingConfirmed'), booking: confirmed }),
    z.object({ ...fact, type: z.literal('BookingRescheduled'), booking: open, previous }),
    z.object({ ...fact, type: z.literal('BookingUpdated'), booking: open }),
    z.object({ ...fact, type: z.literal('BookingCancelled'), booking: cancelled }),
    z.object({ ...fact, type: z.literal('BookingCompleted'), booking: completed }),
    z.object({ ...fact, type: z.literal('BookingNoShow'), booking: noShow }),
    z.object({ ...fact, type: z.literal('BookingExpired'), booking: expired }),
  ]),
);

/** What a booking's item says of its last event: all that the booking itself does not. */
export const facts = z.lazy(() =>
  z.object({
    type: z.enum([
      'BookingHeld',
      'BookingConfirmed',
      'BookingRescheduled',
      'BookingUpdated',
      'BookingCancelled',
      'BookingCompleted',
      'BookingNoShow',
      'BookingExpired',
    ]),
    actor,
    previous: z.exactOptional(previous),
  }),
);
