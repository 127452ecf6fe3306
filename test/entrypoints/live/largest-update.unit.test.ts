import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { MAX_METADATA_PAIRS } from '../../../src/domain/booking/details.js';
import { updateFor } from '../../../src/domain/live/update.js';
import { createTestBookings, staff } from '../../../src/entrypoints/testing/index.js';

/** API Gateway carries no more in one message. */
const MOST_BYTES = 128 * 1024;

/** JSON spends six bytes on each, and four at most on a character that it does not escape. */
const ESCAPED = '\u0001';
const WIDE = '🪑';

it('the largest update that a booking can give rise to fits into a message, with room to spare', async () => {
  const { bookings, notified, settle } = createTestBookings({
    at: '2026-12-01T08:00:00Z',
    ids: { next: () => 'b'.repeat(128) },
  });
  const metadata = Array.from({ length: MAX_METADATA_PAIRS }, (_, n) => [`${WIDE.repeat(38)}${10 + n}`, ESCAPED.repeat(500)]);
  const created = await bookings.create({
    userId: 'u'.repeat(255),
    serviceId: 's'.repeat(128),
    serviceName: ESCAPED.repeat(200),
    dateTime: '2026-12-01T10:00:00Z',
    hold: true,
    notes: ESCAPED.repeat(500),
    metadata: Object.fromEntries(metadata),
  });
  const { bookingId } = created._unsafeUnwrap().booking;
  (await bookings.confirm({ bookingId, paymentReference: ESCAPED.repeat(255) }))._unsafeUnwrap();
  const { booking } = (await bookings.cancel({ bookingId, reason: ESCAPED.repeat(500) }))._unsafeUnwrap();
  await settle();

  const sizes = notified.map((event) => Buffer.byteLength(JSON.stringify(updateFor(staff('sam'), event))));
  const largest = Math.max(...sizes);
  expect(largest).toBeLessThan(MOST_BYTES / 1.5);
  const page = readFileSync(new URL('../../../docs/live.md', import.meta.url), 'utf8');
  expect(page.replaceAll(/\s+/g, ' ')).toContain(`every character escaped, has ${Math.round(largest / 1024)} KB`);
  // Nothing that a caller can make long is missing from it.
  expect(Object.keys(booking)).toEqual(expect.arrayContaining(['notes', 'metadata', 'paymentReference', 'cancelReason']));
});
