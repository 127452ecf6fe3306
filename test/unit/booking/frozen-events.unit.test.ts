import { describe, expect, it } from 'vitest';
import { createTestBookings, staff, user } from '../../../src/entrypoints/testing/index.js';

/** Every object in a value, the value itself included. */
const objectsIn = (value: unknown): readonly object[] =>
  typeof value === 'object' && value !== null ? [value, ...Object.values(value).flatMap(objectsIn)] : [];

describe('what the library shows of a booking', () => {
  it('is frozen through and through, in every kind of event', async () => {
    const at = '2026-12-01T08:00:00Z';
    const { bookings, clock, settle, notified } = createTestBookings({ at, services: [{ serviceId: 'tour', capacity: 9 }] });
    const slot = { userId: 'ada', serviceId: 'tour', dateTime: '2026-12-01T09:00:00Z', metadata: { order: '17' } };
    const made = async (hold: boolean) => (await bookings.create({ ...slot, hold }))._unsafeUnwrap().booking.bookingId;

    const [lapsing, held, cancelled] = [await made(true), await made(true), await made(false)];
    (await bookings.confirm({ bookingId: held }, { actor: user('ada') }))._unsafeUnwrap();
    (await bookings.reschedule({ bookingId: held, dateTime: '2026-12-01T09:30:00Z' }))._unsafeUnwrap();
    (await bookings.update({ bookingId: held, notes: 'window' }))._unsafeUnwrap();
    (await bookings.cancel({ bookingId: cancelled, reason: 'ill' }, { actor: staff('desk') }))._unsafeUnwrap();
    clock.advance({ hours: 2 });
    (await bookings.complete({ bookingId: held }))._unsafeUnwrap();
    (await bookings.markNoShow({ bookingId: held }))._unsafeUnwrap();
    await settle();

    const history = (await bookings.history({ bookingId: lapsing }))._unsafeUnwrap().items;
    expect(new Set(notified.map(({ type }) => type)).size).toBe(8);
    for (const event of [...notified, ...history]) {
      expect(objectsIn(event).filter((inner) => !Object.isFrozen(inner))).toEqual([]);
    }
  });
});
