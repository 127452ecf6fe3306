import * as z from 'zod/mini';
import { booking } from './published-shapes.js';

// What is stored as JSON, as it must be found again. More than is named here may be there, and is kept.

const text = z.string();
const whole = z.int();
const count = z.int().check(z.nonnegative());
const interval = { from: whole, to: whole };

const stateBase = {
  bookingId: text,
  userId: text,
  serviceId: text,
  serviceName: text,
  startsAt: whole,
  endsAt: whole,
  claim: z.object({ ...interval, units: count }),
  version: count,
  createdAt: whole,
  updatedAt: whole,
  notes: z.exactOptional(text),
  metadata: z.exactOptional(z.record(text, text)),
  paymentReference: z.exactOptional(text),
};

export const state = z.discriminatedUnion('status', [
  z.object({ ...stateBase, status: z.literal('held'), holdExpiresAt: whole }),
  z.object({ ...stateBase, status: z.literal('confirmed'), confirmedAt: whole }),
  z.object({ ...stateBase, status: z.literal('completed'), confirmedAt: whole, completedAt: whole }),
  z.object({ ...stateBase, status: z.literal('no_show'), confirmedAt: whole, noShowAt: whole }),
  z.object({
    ...stateBase,
    status: z.literal('cancelled'),
    cancelledAt: whole,
    cancelledBy: text,
    cancelReason: z.exactOptional(text),
  }),
  z.object({ ...stateBase, status: z.literal('expired'), expiredAt: whole }),
]);

export const claims = z.array(
  z.object({
    ...interval,
    confirmedUnits: count,
    holds: z.array(z.object({ bookingId: text, units: count, expiresAt: whole })),
  }),
);

export const answer = z.union([z.object({ booking }), z.object({ refusal: z.object({ kind: text }) })]);

export const service = z.object({
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
});
