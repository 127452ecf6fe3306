import { describe, expect, it } from 'vitest';
import { inMemoryStore } from '../../../src/adapters/in-memory/index.js';
import { errAsync } from '../../../src/domain/result.js';
import { createTestBookings, staff, user } from '../../../src/entrypoints/testing/index.js';

const at = '2026-12-01T08:00:00Z';
const slot = { serviceId: 'chair', dateTime: '2026-12-01T10:00:00Z' };

describe('bookings for a test', () => {
  it('gives the slot to the next person when a hold lapses', async () => {
    const { bookings, clock, settle, notified } = createTestBookings({
      at,
      services: [{ serviceId: 'chair', holdMinutes: 10 }],
    });

    const held = await bookings.create({ ...slot, userId: 'ada', hold: true }, { actor: user('ada') });
    const early = await bookings.create({ ...slot, userId: 'bob' });
    clock.advance({ minutes: 10 });
    const onTime = await bookings.create({ ...slot, userId: 'bob' });
    await settle();

    expect(held._unsafeUnwrap().booking.holdExpiresAt).toBe('2026-12-01T08:10:00.000Z');
    expect(early._unsafeUnwrapErr()).toMatchObject({ kind: 'slot_unavailable', unitsLeft: 0 });
    expect(onTime._unsafeUnwrap().booking.status).toBe('confirmed');
    expect(notified.map((e) => e.type)).toEqual(['BookingHeld', 'BookingConfirmed', 'BookingExpired']);
  });

  it('notifies nobody before it settles', async () => {
    const { bookings, settle, notified } = createTestBookings({ at });
    const made = await bookings.create({ ...slot, userId: 'ada' });
    expect(notified).toEqual([]);
    await settle();
    expect(notified.map(({ bookingId }) => bookingId)).toEqual([made._unsafeUnwrap().booking.bookingId]);
  });

  it('hears of nothing where a stream carries the events', async () => {
    const { bookings, settle, notified } = createTestBookings({ at, store: inMemoryStore({ outbox: false }) });
    const made = await bookings.create({ ...slot, userId: 'ada' });
    await settle();
    expect(made.isOk()).toBe(true);
    expect(notified).toEqual([]);
  });

  it('asks the notifier it was given, and tells what that one was given', async () => {
    const warnings: string[] = [];
    const { bookings, clock, settle, notified } = createTestBookings({
      at,
      logger: { warn: (_, message) => warnings.push(message), error: (_, message) => warnings.push(message) },
      notifier: { notify: () => errAsync({ kind: 'not_notified', retry: true }) },
    });
    await bookings.create({ ...slot, userId: 'ada' }).unwrapOr(undefined);
    await settle();
    expect(notified).toHaveLength(1);
    clock.advance({ hours: 1 });
    await settle();
    expect(notified.map(({ type }) => type)).toEqual(['BookingConfirmed', 'BookingConfirmed']);
    expect(warnings).toEqual(['event not notified', 'event not notified']);
  });

  it('tells users and staff apart', async () => {
    const { bookings } = createTestBookings({ at });
    const forBob = { ...slot, userId: 'bob' };
    const byAda = await bookings.create(forBob, { actor: user('ada') });
    const byStaff = await bookings.create(forBob, { actor: staff('desk') });
    expect(byAda._unsafeUnwrapErr().kind).toBe('forbidden');
    expect(byStaff.isOk()).toBe(true);
  });
});
