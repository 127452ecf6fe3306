import { createSweepHandler } from 'holdfast/lambda';
import type { Bookings } from 'holdfast/ports';
import { describe, expect, it } from 'vitest';
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

  /** Works until it is told to end. */
  function endless(): { readonly bookings: Bookings; readonly ended: () => number } {
    const { bookings } = office();
    const begun = performance.now();
    let ended = Number.POSITIVE_INFINITY;
    const runOnce = (signal?: AbortSignal): Promise<typeof REPORT> =>
      new Promise((resolve) => {
        signal?.addEventListener('abort', () => {
          ended = performance.now() - begun;
          resolve(REPORT);
        });
      });
    return { bookings: { ...bookings, background: { ...bookings.background, runOnce } }, ended: () => ended };
  }

  it('ends a pass well before it is over, so that what is under way comes to its end', async () => {
    const { bookings, ended } = endless();
    expect(await createSweepHandler(bookings)({}, invocation(() => 400))).toEqual(REPORT);
    expect(ended()).toBeLessThan(350);
  });
});
