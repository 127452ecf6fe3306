import { describe, expect, it } from 'vitest';
import type { BookingStatus } from '../../../src/domain/booking/booking.js';
import { toBooking, toEvent } from '../../../src/domain/booking/publish.js';
import type { BookingState } from '../../../src/domain/booking/state.js';
import { at, confirmed, held, inStatus, iso, NOW, staff } from '../builders.js';

const statuses = Object.keys(inStatus) as BookingStatus[];

/** Every instant that a status shows of its own, and where it is stored. */
const SHOWN_INSTANTS: Readonly<Record<BookingStatus, readonly string[]>> = {
  held: ['holdExpiresAt'],
  confirmed: ['confirmedAt'],
  completed: ['confirmedAt', 'completedAt'],
  no_show: ['confirmedAt', 'noShowAt'],
  cancelled: ['cancelledAt'],
  expired: ['expiredAt'],
};

describe.each(statuses)('a %s booking as it is published', (status) => {
  const state: BookingState = inStatus[status]({ before: 10, after: 20, units: 3, endsAt: at('11:30') });
  const booking = toBooking(state);

  it('shows the slot without its buffers, its length and its units', () => {
    expect(booking).toMatchObject({
      dateTime: '2030-03-02T10:00:00.000Z',
      endsAt: '2030-03-02T11:30:00.000Z',
      durationMinutes: 90,
      units: 3,
    });
    expect(booking).not.toHaveProperty('claim');
  });
  it('writes its instants in UTC with milliseconds', () => {
    const stored = new Map(Object.entries(state));
    for (const field of ['createdAt', 'updatedAt', ...SHOWN_INSTANTS[status]]) {
      expect(booking).toHaveProperty(field, iso(Number(stored.get(field))));
    }
  });
  it('is the same after a round trip through JSON', () => {
    expect(JSON.parse(JSON.stringify(booking))).toEqual(booking);
  });
  it('cannot be changed by whoever gets it', () => {
    expect(Object.isFrozen(booking)).toBe(true);
  });
});

describe('what was never written on a booking', () => {
  it('is not shown, not even as nothing', () => {
    for (const field of ['notes', 'metadata', 'paymentReference', 'cancelReason']) {
      for (const status of statuses) expect(Object.keys(toBooking(inStatus[status]()))).not.toContain(field);
    }
  });
});

describe('an event', () => {
  const booking = toBooking(confirmed({ version: 7, updatedAt: NOW }));
  const event = toEvent('BookingConfirmed', booking, staff);
  it('is named by booking and version, and happened when that version was made', () => {
    expect(event).toEqual({
      type: 'BookingConfirmed',
      eventId: 'b-1:7',
      bookingId: 'b-1',
      bookingVersion: 7,
      occurredAt: iso(NOW),
      actor: staff,
      booking,
    });
  });
  it('cannot be changed by whoever gets it', () => {
    expect(Object.isFrozen(event)).toBe(true);
  });
  it('of a hold shows it as held, with its expiry even when that has passed', () => {
    const lapsed = toBooking(held({ holdExpiresAt: NOW - 1 }));
    expect(lapsed).toMatchObject({ status: 'held', holdExpiresAt: iso(NOW - 1) });
  });
});
