import * as z from 'zod/mini';
import { DEFAULT_POLICY } from '../../../domain/schedule/policy.js';
import * as field from './fields.js';
import { published, whole } from './published.js';

const minutes = (description: string, standard?: number) =>
  whole({ description, minimum: 0, ...(standard === undefined ? {} : { default: standard }) });

const required = {
  capacity: whole({ description: 'Units that may be taken at one instant.', minimum: 1, default: DEFAULT_POLICY.capacity }),
  durationMinutes: whole({ minimum: 1, maximum: 44_640, default: DEFAULT_POLICY.durationMinutes }),
  bufferBeforeMinutes: minutes('Kept free before each booking.', DEFAULT_POLICY.bufferBeforeMinutes),
  bufferAfterMinutes: minutes('Kept free after each booking.', DEFAULT_POLICY.bufferAfterMinutes),
  minNoticeMinutes: minutes('How long ahead users must book.', DEFAULT_POLICY.minNoticeMinutes),
  maxHorizonDays: whole({ description: 'How far ahead users may book.', minimum: 0, default: DEFAULT_POLICY.maxHorizonDays }),
  holdMinutes: minutes('How long a hold lasts.', DEFAULT_POLICY.holdMinutes),
  cancellationNoticeMinutes: minutes(
    'How long ahead users may still cancel or reschedule.',
    DEFAULT_POLICY.cancellationNoticeMinutes,
  ),
};
const choice = {
  minDurationMinutes: whole({ description: 'With either of these, users choose a duration.', minimum: 1 }),
  maxDurationMinutes: whole({ minimum: 1, maximum: 44_640 }),
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

const freeInterval = z.strictObject({ start: field.instant, end: field.instant, unitsLeft: whole({ minimum: 0 }) });

export const availability = z
  .strictObject({ serviceId: field.serviceId, intervals: z.array(freeInterval) })
  .register(published, { id: 'Availability' });
