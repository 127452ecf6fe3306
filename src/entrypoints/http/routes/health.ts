import * as z from 'zod/mini';
import { okAsync, ResultAsync } from '../../../domain/result.js';
import type { Success } from '../call.js';
import type { OpenRoute } from '../route.js';
import { component } from '../schemas/published.js';

const health = component('Health', () => z.strictObject({ status: z.literal('ok') }));
const fine: Success = { status: 200, body: { status: 'ok' } };

const readiness = component('Readiness', () =>
  z.union([
    z.strictObject({ status: z.literal('ok') }),
    z.strictObject({ status: z.literal('degraded'), degraded: z.array(z.string()) }),
  ]),
);

const nothing = async (): Promise<readonly string[]> => [];
const readyBut = (degraded: readonly string[]): Success =>
  degraded.length === 0 ? fine : { status: 200, body: { status: 'degraded', degraded } };

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
  summary: 'Does the store answer? And what does not work, though bookings do?',
  success: { status: 200, schema: readiness },
  refusals: ['store_unavailable'],
  answer: ({ bookings, parts: { degraded = nothing } }) =>
    bookings.ping().andThen(() => ResultAsync.fromSafePromise(degraded()).map(readyBut)),
};
