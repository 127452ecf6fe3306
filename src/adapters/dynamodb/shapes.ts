import * as z from 'zod/mini';
import { actor, booking } from './published-shapes.js';

// What is stored as JSON, as it must be found again. More than is named here may be there, and is kept. Each shape is
// made when an item is first checked by it.

const text = z.string();
const count = z.int().check(z.nonnegative());
/** What a `Date` can tell in four digits of a year. */
const instant = z.int().check(z.gte(Date.parse('0000-01-01T00:00:00Z')), z.lt(Date.parse('+010000-01-01T00:00:00Z')));
const interval = () => ({ from: instant, to: instant });

const stateBase = () => ({
  bookingId: text,
  userId: text,
  serviceId: text,
  serviceName: text,
  startsAt: instant,
  endsAt: instant,
  claim: z.object({ ...interval(), units: count }),
  version: count,
  createdAt: instant,
  updatedAt: instant,
  notes: z.exactOptional(text),
  metadata: z.exactOptional(z.record(text, text)),
  paymentReference: z.exactOptional(text),
});

export const state = z.lazy(() =>
  z.discriminatedUnion('status', [
    z.object({ ...stateBase(), status: z.literal('held'), holdExpiresAt: instant }),
    z.object({ ...stateBase(), status: z.literal('confirmed'), confirmedAt: instant }),
    z.object({ ...stateBase(), status: z.literal('completed'), confirmedAt: instant, completedAt: instant }),
    z.object({ ...stateBase(), status: z.literal('no_show'), confirmedAt: instant, noShowAt: instant }),
    z.object({
      ...stateBase(),
      status: z.literal('cancelled'),
      cancelledAt: instant,
      cancelledBy: text,
      cancelReason: z.exactOptional(text),
    }),
    z.object({ ...stateBase(), status: z.literal('expired'), expiredAt: instant }),
  ]),
);

export const claims = z.lazy(() =>
  z.array(
    z.object({
      ...interval(),
      confirmedUnits: count,
      holds: z.array(z.object({ bookingId: text, units: count, expiresAt: instant })),
    }),
  ),
);

export const answer = z.lazy(() =>
  z.union([z.object({ booking }), z.object({ refusal: z.object({ kind: text }) })]),
);

export const service = z.lazy(() =>
  z.object({
    serviceId: text,
    name: text,
    version: count,
    capacity: count,
    durationMinutes: count,
    minDurationMinutes: z.exactOptional(count),
    maxDurationMinutes: z.exactOptional(count),
    bufferBeforeMinutes: count,
    bufferAfterMinutes: count,
    minNoticeMinutes: count,
    maxHorizonDays: count,
    holdMinutes: count,
    cancellationNoticeMinutes: count,
  }),
);

export const feed = z.lazy(() =>
  z.object({ of: z.union([z.object({ userId: text }), z.object({ serviceId: text })]), actor }),
);
