import * as z from 'zod/mini';
import { DEFAULT_POLICY } from '../../../domain/schedule/policy.js';
import { MAX_CLAIM_MINUTES } from '../../../domain/schedule/claim.js';
import * as field from './fields.js';
import { published, whole } from './published.js';

const YEAR_MINUTES = 366 * 24 * 60;

const duration = (facts: { readonly description?: string; readonly default?: number } = {}) =>
  whole({ ...facts, minimum: 1, maximum: MAX_CLAIM_MINUTES });
const minutes = (description: string, maximum: number, standard: number, minimum = 0) =>
  whole({ description, minimum, maximum, default: standard });

const required = {
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
};
const choice = {
  minDurationMinutes: duration({ description: 'With either of these, users choose a duration.' }),
  maxDurationMinutes: duration(),
};

export const service = z
  .strictObject({
    serviceId: field.serviceId,
    name: field.serviceName,
    ...required,
    minDurationMinutes: z.exactOptional(choice.minDurationMinutes),
    maxDurationMinutes: z.exactOptional(choice.maxDurationMinutes),
    version: field.version,
  })
  .register(published, { id: 'Service' });

export const servicePage = z
  .strictObject({ items: z.array(service), nextCursor: z.exactOptional(field.cursor) })
  .register(published, { id: 'ServicePage' });

export const putService = z
  .strictObject({
    name: z.exactOptional(field.serviceName),
    capacity: z.exactOptional(required.capacity),
    durationMinutes: z.exactOptional(required.durationMinutes),
    minDurationMinutes: z.exactOptional(choice.minDurationMinutes),
    maxDurationMinutes: z.exactOptional(choice.maxDurationMinutes),
    bufferBeforeMinutes: z.exactOptional(required.bufferBeforeMinutes),
    bufferAfterMinutes: z.exactOptional(required.bufferAfterMinutes),
    minNoticeMinutes: z.exactOptional(required.minNoticeMinutes),
    maxHorizonDays: z.exactOptional(required.maxHorizonDays),
    holdMinutes: z.exactOptional(required.holdMinutes),
    cancellationNoticeMinutes: z.exactOptional(required.cancellationNoticeMinutes),
  })
  .register(published, { id: 'PutService', description: 'The whole policy: what is left out has its default again.' });

/** As a file of services holds them. */
export const serviceAtStart = z.extend(putService, { serviceId: field.serviceId });

const freeInterval = z.strictObject({ start: field.instant, end: field.instant, unitsLeft: whole({ minimum: 0 }) });

export const availability = z
  .strictObject({ serviceId: field.serviceId, intervals: z.array(freeInterval) })
  .register(published, { id: 'Availability' });
