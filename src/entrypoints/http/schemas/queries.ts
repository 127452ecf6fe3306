import * as z from 'zod/mini';
import type { BookingStatus } from '../../../domain/booking/booking.js';
import { DEFAULT_PAGE, MAX_PAGE } from '../../../domain/input/queries.js';
import * as field from './fields.js';
import { published, whole } from './published.js';

export const STATUSES = [
  'held',
  'confirmed',
  'completed',
  'cancelled',
  'no_show',
  'expired',
] as const satisfies readonly BookingStatus[];

/** Digits in, a number out: what the document calls an integer travels as text. */
const digits = (number: ReturnType<typeof whole>) =>
  z.codec(z.string().check(z.regex(/^\d{1,9}$/)), number, { decode: Number, encode: String });

const limit = () =>
  digits(whole({ description: 'The most items of one page.', minimum: 1, maximum: MAX_PAGE, default: DEFAULT_PAGE }));
const page = () => ({ limit: z.optional(limit()), cursor: z.optional(field.cursor) });

export const listBookings = z.lazy(() =>
  z.strictObject({
    userId: z.optional(field.userId),
    serviceId: z.optional(field.serviceId),
    from: z.optional(field.instantInput),
    to: z.optional(field.instantInput),
    endsAfter: z.optional(field.instantInput),
    status: z.optional(z.enum(STATUSES)),
    order: z.optional(z.enum(['asc', 'desc']).register(published, { description: 'By start.', default: 'asc' })),
    ...page(),
  }),
);

export const history = z.lazy(() => z.strictObject(page()));

export const availability = z.lazy(() =>
  z.strictObject({
    from: field.instantInput,
    to: field.instantInput,
    units: z.optional(digits(whole({ description: 'Only where this many fit.', minimum: 1, default: 1 }))),
  }),
);

export const none = z.lazy(() => z.strictObject({}));
