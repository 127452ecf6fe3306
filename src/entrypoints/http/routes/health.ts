import * as z from 'zod/mini';
import { okAsync } from '../../../domain/result.js';
import type { Success } from '../call.js';
import type { OpenRoute } from '../route.js';
import { published } from '../schemas/published.js';

const health = z.strictObject({ status: z.literal('ok') }).register(published, { id: 'Health' });
const fine: Success = { status: 200, body: { status: 'ok' } };

export const livez: OpenRoute = {
  open: true,
  method: 'GET',
  path: '/livez',
  operationId: 'livez',
  summary: 'Is the process alive?',
  success: { status: 200, schema: health },
  refusals: [],
  answer: () => okAsync(fine),
};

export const readyz: OpenRoute = {
  open: true,
  method: 'GET',
  path: '/readyz',
  operationId: 'readyz',
  summary: 'Does the store answer?',
  success: { status: 200, schema: health },
  refusals: ['store_unavailable'],
  answer: ({ bookings }) => bookings.ping().map(() => fine),
};
