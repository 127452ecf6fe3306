import * as z from 'zod/mini';
import { ROLES } from '../../domain/access/actor.js';
import { toInstant } from '../../domain/schedule/utc.js';
import { INSTANT_LENGTH } from './places.js';

// The published language as it is stored: in events, and in remembered answers. Each shape is made when an item is first
// checked by it: a process that has just begun asks for few of them.

const text = z.string();
const count = z.int().check(z.nonnegative());
/** As it is published, in the one way that there is: what says when it was must sort and compare as an instant does. */
const instant = z.string().check(z.refine(isInstant));

function isInstant(given: string): boolean {
  const at = Date.parse(given);
  return given.length === INSTANT_LENGTH && !Number.isNaN(at) && toInstant(at) === given;
}

const base = () => ({
  bookingId: text,
  userId: text,
  serviceId: text,
  serviceName: text,
  dateTime: instant,
  endsAt: instant,
  durationMinutes: count,
  units: count,
  version: count,
  createdAt: instant,
  updatedAt: instant,
  notes: z.exactOptional(text),
  metadata: z.exactOptional(z.record(text, text)),
  paymentReference: z.exactOptional(text),
});

const held = z.lazy(() => z.object({ ...base(), status: z.literal('held'), holdExpiresAt: instant }));
const confirmed = z.lazy(() => z.object({ ...base(), status: z.literal('confirmed'), confirmedAt: instant }));
const completed = z.lazy(() =>
  z.object({ ...base(), status: z.literal('completed'), confirmedAt: instant, completedAt: instant }),
);
const noShow = z.lazy(() => z.object({ ...base(), status: z.literal('no_show'), confirmedAt: instant, noShowAt: instant }));
const expired = z.lazy(() => z.object({ ...base(), status: z.literal('expired'), expiredAt: instant }));
const cancelled = z.lazy(() =>
  z.object({
    ...base(),
    status: z.literal('cancelled'),
    cancelledAt: instant,
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
  occurredAt: instant,
  actor,
};
const previous = z.lazy(() => z.object({ dateTime: instant, endsAt: instant, units: count }));

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
