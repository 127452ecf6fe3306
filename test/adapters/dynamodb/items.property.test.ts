import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import * as items from '../../../src/adapters/dynamodb/items.js';
import { toBooking } from '../../../src/domain/booking/publish.js';
import type { BookingState } from '../../../src/domain/booking/state.js';

const text = fc.string({ unit: 'binary' });
const id = fc.stringMatching(/^[A-Za-z0-9._~-]{1,36}$/);
const instant = fc.integer({ min: 0, max: Date.parse('9998-12-31T23:59:59.999Z') });
const minutes = fc.integer({ min: 1, max: 44_640 }).map((length) => length * 60_000);
const version = fc.integer({ min: 1, max: 9_999_999_999 });
const units = fc.integer({ min: 1, max: 1_000_000 });

const needed = {
  bookingId: id,
  userId: text,
  serviceId: id,
  serviceName: text,
  startsAt: instant,
  length: minutes,
  units,
  version,
  createdAt: instant,
  updatedAt: instant,
};
const details = { notes: text, metadata: fc.dictionary(text, text), paymentReference: text };

const base = fc
  .tuple(fc.record(needed), fc.record(details, { requiredKeys: [] }))
  .map(([{ length, units: taken, ...given }, more]) => ({
    ...given,
    ...more,
    endsAt: given.startsAt + length,
    claim: { from: given.startsAt, to: given.startsAt + length, units: taken },
  }));

const state: fc.Arbitrary<BookingState> = fc.tuple(base, instant, instant, text).chain(([common, one, other, words]) =>
  fc.constantFrom<BookingState>(
    { ...common, status: 'held', holdExpiresAt: one },
    { ...common, status: 'confirmed', confirmedAt: one },
    { ...common, status: 'completed', confirmedAt: one, completedAt: other },
    { ...common, status: 'no_show', confirmedAt: one, noShowAt: other },
    { ...common, status: 'cancelled', cancelledAt: one, cancelledBy: words },
    { ...common, status: 'cancelled', cancelledAt: one, cancelledBy: words, cancelReason: words },
    { ...common, status: 'expired', expiredAt: one },
  ),
);
const claims = fc.array(
  fc.record({
    from: instant,
    to: instant,
    confirmedUnits: fc.nat(),
    holds: fc.array(fc.record({ bookingId: id, units, expiresAt: instant }), { maxLength: 4 }),
  }),
  { maxLength: 6 },
);
const day = instant.map((at) => new Date(at).toISOString().slice(0, 10));

describe('whatever is put into an item', () => {
  const comesBack = <T>(make: fc.Arbitrary<T>, through: (put: T) => unknown): void =>
    fc.assert(
      fc.property(make, (put) => {
        expect(JSON.stringify(through(put))).toBe(JSON.stringify(put));
      }),
    );

  it('comes back: a booking', () => {
    comesBack(state, (put) => items.toState(items.toBookingItem(put, undefined)));
  });

  it('comes back: a service day', () => {
    comesBack(fc.record({ serviceId: id, day, version, claims }), (put) => items.toServiceDay(items.toDayItem(put)));
  });

  it('comes back: an answer that is remembered', () => {
    const answer = state.map((one) => ({ booking: toBooking(one) }));
    const record = fc.record({ scope: text, fingerprint: text, requestId: text, answer, expiresAt: instant });
    comesBack(record, (put) => items.toRecord(items.toRecordItem(put)));
  });
});
