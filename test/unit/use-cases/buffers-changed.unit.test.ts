import { describe, expect, it } from 'vitest';
import { dayOf, booked, type Office, office, offer, SLOT, taken } from './office.js';

const LATE = { dateTime: '2026-12-01T22:30:00Z' };
const BUFFERS = { bufferBeforeMinutes: 30, bufferAfterMinutes: 60 };
const DAYS = ['2026-12-01', '2026-12-02'] as const;

/** Every combination of the buffers at booking and at what happens next. */
const CHANGES = [
  { change: 'dropped', was: BUFFERS, now: {} },
  { change: 'introduced', was: {}, now: BUFFERS },
  { change: 'moved from after to before', was: { bufferAfterMinutes: 60 }, now: { bufferBeforeMinutes: 60 } },
];

const nothingTaken = async (at: Office): Promise<void> => {
  for (const day of DAYS) expect(await taken(at, day)).toEqual([]);
};

describe.each(CHANGES)('buffers that were $change since the booking was made', ({ was, now }) => {
  it.each([{ hold: true }, { hold: false }])('are given back as they were taken, with hold: $hold', async ({ hold }) => {
    const at = office();
    await offer(at, was);
    const bookingId = await booked(at, { ...LATE, hold });
    await offer(at, now);

    (await at.bookings.cancel({ bookingId }))._unsafeUnwrap();

    await nothingTaken(at);
  });

  it('stay with the booking while its slot does not change, confirm included', async () => {
    const at = office();
    await offer(at, was);
    const bookingId = await booked(at, { ...LATE, hold: true });
    const before = await Promise.all(DAYS.map(async (day) => (await dayOf(at, day)).claims.map(({ from, to }) => ({ from, to }))));
    await offer(at, now);

    (await at.bookings.confirm({ bookingId }))._unsafeUnwrap();
    (await at.bookings.update({ bookingId, notes: 'late', ...LATE }))._unsafeUnwrap();

    const after = await Promise.all(DAYS.map(async (day) => (await dayOf(at, day)).claims.map(({ from, to }) => ({ from, to }))));
    expect(after).toEqual(before);
  });

  it('are those of today once it moves, and nothing of the old ones is left behind', async () => {
    const at = office();
    await offer(at, was);
    const bookingId = await booked(at, LATE);
    await offer(at, now);

    (await at.bookings.reschedule({ bookingId, dateTime: SLOT }))._unsafeUnwrap();

    const { bufferBeforeMinutes = 0, bufferAfterMinutes = 0 }: Partial<typeof BUFFERS> = now;
    const start = Date.parse(SLOT);
    expect((await dayOf(at)).claims).toEqual([
      {
        from: start - bufferBeforeMinutes * 60_000,
        to: start + (60 + bufferAfterMinutes) * 60_000,
        confirmedUnits: 1,
        holds: [],
      },
    ]);
    expect(await taken(at, '2026-12-02')).toEqual([]);
  });

  it('lapse with their hold', async () => {
    const at = office();
    await offer(at, was);
    await booked(at, { ...LATE, hold: true });
    await offer(at, now);
    at.clock.advance({ minutes: 15 });

    expect((await at.bookings.background.runOnce()).expired).toBe(1);
    await nothingTaken(at);
  });
});
