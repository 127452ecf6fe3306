import { createSweepHandler } from 'holdfast/lambda';
import type { Bookings } from 'holdfast/ports';
import { describe, expect, it, vi } from 'vitest';
import { requestLost } from '../../faults/faults.js';
import { booked, office } from '../../unit/use-cases/office.js';
import { invocation } from './stream/records.js';

const HOLD = { hold: true };

describe('the sweep', () => {
  it('records the holds that have lapsed, and answers with how many', async () => {
    const at = office();
    const bookingId = await booked(at, HOLD);
    const sweep = createSweepHandler(at.bookings);
    expect(await sweep()).toMatchObject({ expired: 0 });

    at.clock.advance({ minutes: 15 });

    expect(await sweep()).toMatchObject({ expired: 1, sweepFailures: 0 });
    expect((await at.bookings.get(bookingId))._unsafeUnwrap().status).toBe('expired');
  });

  it('fails when one could not be recorded, and records it the next time', async () => {
    const at = office();
    await booked(at, HOLD);
    at.clock.advance({ minutes: 15 });
    at.faults.next('load', requestLost);
    const sweep = createSweepHandler(at.bookings);

    await expect(sweep()).rejects.toThrow('holdfast: 0 lapsed holds recorded as expired, and 1 failures on the way');
    expect(await sweep()).toMatchObject({ expired: 1 });
  });

  it('fails when they could not be listed', async () => {
    const at = office();
    at.faults.next('listLapsedHolds', requestLost);
    await expect(createSweepHandler(at.bookings)()).rejects.toThrow('1 failures');
  });
});

describe('the time of an invocation', () => {
  const REPORT = { delivered: 0, expired: 7, parked: 0, sweepFailures: 0 };

  it('ends a pass well before it is over, so that what is under way comes to its end', async () => {
    const { bookings } = office();
    const end = AbortSignal.abort();
    const timeout = vi.spyOn(AbortSignal, 'timeout').mockReturnValue(end);
    const runOnce = vi.fn<Bookings['background']['runOnce']>(() => Promise.resolve(REPORT));
    const sweep = createSweepHandler({ ...bookings, background: { ...bookings.background, runOnce } });
    for (const leftMs of [55_000, 30_000, 400, 0]) expect(await sweep({}, invocation(() => leftMs))).toEqual(REPORT);
    expect(timeout.mock.calls).toEqual([[40_000], [15_000], [200], [0]]);
    expect(runOnce.mock.calls).toEqual([[end], [end], [end], [end]]);
  });
});
