import { describe, expect, it } from 'vitest';
import { booked, type House, house, type Office, office, offer, taken, story } from './office.js';

const MIDNIGHT = { dateTime: '2026-12-01T23:30:00Z' };
const AFTER_MIDNIGHT = { dateTime: '2026-12-02T00:00:00Z', durationMinutes: 30, userId: 'bob' };
const SECOND_DAY = '2026-12-02';

/**
 * A hold over midnight, of which a process whose clock is 2 s fast has dropped the half on the second day: to that
 * process it had lapsed. To everyone else it lives for another second.
 */
async function halfPurged(): Promise<{ shared: House; slow: Office; bookingId: string; taker: string }> {
  const shared = house();
  const slow = office({}, shared);
  const fast = office({ aheadMs: 2_000 }, shared);
  await offer(slow, { holdMinutes: 10 });
  const bookingId = await booked(slow, { ...MIDNIGHT, hold: true });
  shared.clock.advance({ minutes: 10, ms: -1_000 });
  const taker = await booked(fast, AFTER_MIDNIGHT);
  return { shared, slow, bookingId, taker };
}

describe('a hold over midnight, half purged by a fast clock', () => {
  it('is really half there: gone from the second day, still on the first', async () => {
    const { shared, bookingId } = await halfPurged();

    expect(await taken(shared)).toEqual([{ confirmedUnits: 0, holds: [bookingId] }]);
    expect(await taken(shared, SECOND_DAY)).toEqual([{ confirmedUnits: 1, holds: [] }]);
  });

  it('is not confirmed, although it has not expired by the clock that decides', async () => {
    const { shared, slow, bookingId } = await halfPurged();

    const told = (await slow.bookings.confirm({ bookingId }))._unsafeUnwrapErr();

    expect(told.kind).toBe('hold_expired');
    expect(await taken(shared, SECOND_DAY)).toEqual([{ confirmedUnits: 1, holds: [] }]);
    expect(await story(shared, bookingId)).toEqual(['BookingHeld']);
  });

  it('is not moved either, not even to where there is room', async () => {
    const { slow, bookingId } = await halfPurged();

    const told = (await slow.bookings.reschedule({ bookingId, dateTime: '2026-12-03T10:00:00Z' }))._unsafeUnwrapErr();

    expect(told.kind).toBe('hold_expired');
  });

  it('is not confirmed when the one who took the other half has left again', async () => {
    const { shared, slow, bookingId, taker } = await halfPurged();
    (await slow.bookings.cancel({ bookingId: taker }))._unsafeUnwrap();

    expect((await slow.bookings.confirm({ bookingId }))._unsafeUnwrapErr().kind).toBe('hold_expired');
    expect(await taken(shared, SECOND_DAY)).toEqual([]);
  });

  it('can be cancelled: what is left of it is given back, and nothing of the taker', async () => {
    const { shared, slow, bookingId } = await halfPurged();

    (await slow.bookings.cancel({ bookingId }))._unsafeUnwrap();

    expect(await taken(shared)).toEqual([]);
    expect(await taken(shared, SECOND_DAY)).toEqual([{ confirmedUnits: 1, holds: [] }]);
  });

  it('is recorded as expired in its time', async () => {
    const { shared, slow, bookingId } = await halfPurged();
    shared.clock.advance({ ms: 1_000 });

    expect((await slow.bookings.background.runOnce()).expired).toBe(1);
    expect(await story(shared, bookingId)).toEqual(['BookingHeld', 'BookingExpired']);
    expect(await taken(shared, SECOND_DAY)).toEqual([{ confirmedUnits: 1, holds: [] }]);
  });
});
