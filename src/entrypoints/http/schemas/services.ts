import * as z from 'zod/mini';
import { DEFAULT_POLICY } from '../../../domain/schedule/policy.js';
import { MAX_CLAIM_MINUTES } from '../../../domain/schedule/claim.js';
import * as field from './fields.js';
import { component, whole } from './published.js';

const YEAR_MINUTES = 366 * 24 * 60;

const duration = (facts: { readonly description?: string; readonly default?: number } = {}) =>
  whole({ ...facts, minimum: 1, maximum: MAX_CLAIM_MINUTES });
const minutes = (description: string, maximum: number, standard: number, minimum = 0) =>
  whole({ description, minimum, maximum, default: standard });

const required = () => ({
  capacity: whole({
    description: 'Units that may be taken at one instant; 0 closes the service.',
    minimum: 0,
    maximum: 1_000_000,
    default: DEFAULT_POLICY.capacity,
  }),
  durationMinutes: duration({ default: DEFAULT_POLICY.durationMinutes }),
  bufferBeforeMinutes: minutes('Kept free before each booking.', MAX_CLAIM_MINUTES, DEFAULT_POLICY.bufferBeforeMinutes),
  bufferAfterMinutes: minutes('Kept free after each booking.', MAX_CLAIM_MINUTES, DEFAULT_POLICY.bufferAfterMinutes),
  minNoticeMinutes: minutes('How long ahead users must book.', YEAR_MINUTES, DEFAULT_POLICY.minNoticeMinutes),
  maxHorizonDays: minutes('How many days ahead users may book.', 3_660, DEFAULT_POLICY.maxHorizonDays),
  holdMinutes: minutes('How long a hold lasts.', YEAR_MINUTES, DEFAULT_POLICY.holdMinutes, 1),
  cancellationNoticeMinutes: minutes(
    'How long ahead users may still cancel or reschedule.',
    YEAR_MINUTES,
    DEFAULT_POLICY.cancellationNoticeMinutes,
  ),
});
const choice = () => ({
  minDurationMinutes: z.exactOptional(duration({ description: 'With either of these, users choose a duration.' })),
  maxDurationMinutes: z.exactOptional(duration()),
});

export const service = component('Service', () =>
  z.strictObject({
    serviceId: field.serviceId,
    name: field.serviceName,
    ...required(),
    ...choice(),
    version: field.version,
  }),
);

export const servicePage = component('ServicePage', () =>
  z.strictObject({ items: z.array(service), nextCursor: z.exactOptional(field.cursor) }),
);

function policy() {
  const { capacity, durationMinutes, ...rest } = required();
  return z.strictObject({
    name: z.exactOptional(field.serviceName),
    capacity: z.exactOptional(capacity),
    durationMinutes: z.exactOptional(durationMinutes),
    ...choice(),
    bufferBeforeMinutes: z.exactOptional(rest.bufferBeforeMinutes),
    bufferAfterMinutes: z.exactOptional(rest.bufferAfterMinutes),
    minNoticeMinutes: z.exactOptional(rest.minNoticeMinutes),
    maxHorizonDays: z.exactOptional(rest.maxHorizonDays),
    holdMinutes: z.exactOptional(rest.holdMinutes),
    cancellationNoticeMinutes: z.exactOptional(rest.cancellationNoticeMinutes),
  });
}

export const putService = component('PutService', policy, {
  description: 'The whole policy: what is left out has its default again.',
});

/** As a file of services holds them. */
export const serviceAtStart = z.lazy(() => z.extend(policy(), { serviceId: field.serviceId }));

const freeInterval = () => z.strictObject({ start: field.instant, end: field.instant, unitsLeft: whole({ minimum: 0 }) });

export const availability = component('Availability', () =>
  z.strictObject({ serviceId: field.serviceId, intervals: z.array(freeInterval()) }),
);
