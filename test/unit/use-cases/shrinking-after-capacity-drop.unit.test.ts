import { describe, expect, it } from 'vitest';
import { user } from '../../../src/entrypoints/testing/index.js';
import { booked, type Office, office, offer, SLOT, taken } from './office.js';

/** Four of five places are taken by one booking and one by another when the capacity drops to two. */
async function overbooked(): Promise<{ at: Office; bookingId: string }> {
  const at = office();
  await offer(at, { capacity: 5, minDurationMinutes: 15, maxDurationMinutes: 240 });
  const bookingId = await booked(at, { units: 4 });
  await booked(at, { userId: 'bob' });
  await offer(at, { capacity: 2, minDurationMinutes: 15, maxDurationMinutes: 240 });
  return { at, bookingId };
}

const ADA = { actor: user('ada') };

describe('a booking that is larger than the capacity by now', () => {
  it.each([
    { change: 'fewer units, though still too many', given: { units: 3 } },
    { change: 'a shorter duration', given: { durationMinutes: 30 } },
    { change: 'both', given: { units: 3, durationMinutes: 30 } },
    { change: 'a later start within its own slot', given: { dateTime: '2026-12-01T10:30:00Z', durationMinutes: 30 } },
    { change: 'notes', given: { notes: 'by the window' } },
    { change: 'its own slot spelled out', given: { dateTime: SLOT, units: 4, durationMinutes: 60 } },
  ])('may shrink: $change', async ({ given }) => {
    const { at, bookingId } = await overbooked();

    const { booking } = (await at.bookings.update({ bookingId, ...given }, ADA))._unsafeUnwrap();

    expect(booking).toMatchObject({ bookingId, status: 'confirmed', units: 'units' in given ? given.units : 4 });
  });

  it.each([
    { change: 'more units', given: { units: 5 }, kind: 'capacity_exceeded' },
    { change: 'a longer duration', given: { durationMinutes: 90 }, kind: 'capacity_exceeded' },
    { change: 'an earlier start', given: { dateTime: '2026-12-01T09:30:00Z' }, kind: 'capacity_exceeded' },
    { change: 'few enough units, but over more time', given: { units: 2, durationMinutes: 120 }, kind: undefined },
    { change: 'few enough units, elsewhere', given: { units: 2, dateTime: '2026-12-01T14:00:00Z' }, kind: undefined },
  ])('may take more only where there is room: $change', async ({ given, kind }) => {
    const { at, bookingId } = await overbooked();

    const told = await at.bookings.update({ bookingId, ...given }, ADA);

    expect(told.isErr() ? told.error.kind : undefined).toBe(kind);
  });

  it('may be cancelled, and its units are all given back', async () => {
    const { at, bookingId } = await overbooked();

    (await at.bookings.cancel({ bookingId }, ADA))._unsafeUnwrap();

    expect(await taken(at)).toEqual([{ confirmedUnits: 1, holds: [] }]);
  });
});

describe('a held booking when the capacity drops below it', () => {
  it('is confirmed all the same: its units are counted already', async () => {
    const at = office();
    await offer(at, { capacity: 5 });
    const bookingId = await booked(at, { units: 4, hold: true });
    await offer(at, { capacity: 0 });

    expect((await at.bookings.confirm({ bookingId }, ADA))._unsafeUnwrap().booking.status).toBe('confirmed');
    expect(await taken(at)).toEqual([{ confirmedUnits: 4, holds: [] }]);
  });
});
