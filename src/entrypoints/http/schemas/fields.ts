import * as z from 'zod/mini';
import { MAX_METADATA_PAIRS } from '../../../domain/booking/details.js';
import { MAX_TEXT } from '../../../domain/input/commands.js';
import { published, text, whole } from './published.js';

export const bookingId = text({
  description: 'Stays the same for the life of the booking.',
  minLength: 1,
  maxLength: 128,
  pattern: '^[A-Za-z0-9._~-]+$',
});
export const serviceId = text({
  description: 'What is booked.',
  minLength: 1,
  maxLength: 128,
  pattern: '^[A-Za-z0-9._~-]+$',
});
export const userId = text({
  description: 'Whose booking it is: printable ASCII without spaces.',
  minLength: 1,
  maxLength: 255,
  pattern: '^[!-~]+$',
});
export const serviceName = text({ description: "The catalogue's name wins.", maxLength: 200 });
export const notes = text({ maxLength: MAX_TEXT });
export const cancelReason = text({ maxLength: MAX_TEXT });
export const paymentReference = text({ maxLength: 255 });
export const cursor = text({ description: "An earlier page's `nextCursor`, as it was.", maxLength: 1_000 });

export const feedToken = text({
  description: 'Whoever knows it may read the calendar.',
  minLength: 43,
  maxLength: 43,
  pattern: '^[A-Za-z0-9_-]+$',
});

/** As callers send it. */
export const instantInput = text({
  description: 'RFC 3339 with seconds and an offset or `Z`; digits past milliseconds are cut.',
  format: 'date-time',
  examples: ['2026-12-01T10:00:00Z', '2026-12-01T11:00:00+01:00'],
});
/** As we answer. */
export const instant = text({
  description: 'UTC with milliseconds.',
  format: 'date-time',
  pattern: '^\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}\\.\\d{3}Z$',
  examples: ['2026-12-01T10:00:00.000Z'],
});

export const durationMinutes = whole({
  description: 'From start to end; with its buffers 31 days at most.',
  minimum: 1,
});
export const units = whole({ description: 'How much of the capacity it takes.', minimum: 1 });
export const version = whole({ description: 'Counts changes; the `ETag` is this number in quotes.', minimum: 0 });

// Nothing that JSON would escape.
const METADATA_KEYS = { minLength: 1, maxLength: 40, pattern: '^[^"\\\\\\u0000-\\u001f]*$' };
const metadataValue = text({ maxLength: MAX_TEXT });

export const metadata = z
  .record(z.string(), metadataValue)
  .register(published, {
    description: 'Pairs of your own.',
    maxProperties: MAX_METADATA_PAIRS,
    propertyNames: METADATA_KEYS,
  });
export const metadataChange = z
  .record(z.string(), z.nullable(metadataValue))
  .register(published, {
    description: 'Merged into what is there; `null` clears a key.',
    maxProperties: 2 * MAX_METADATA_PAIRS,
    propertyNames: METADATA_KEYS,
  });
