import { describe, expect, it } from 'vitest';
import { errAsync, okAsync } from '../../../src/domain/result.js';
import { answerLost, requestLost, throwing } from '../../faults/faults.js';
import { turns } from '../../faults/random-faults.js';
import { LATER } from './commands.js';
import { broadcaster, fails, firstDeliveries, notifier } from './messengers.js';
import { booked, gate, type Office, office, SLOT } from './office.js';

/** A booking with four events: held, confirmed, rescheduled, cancelled. */
async function storied(at: Office, userId = 'ada'): Promise<string> {
  const bookingId = await booked(at, { hold: true, userId });
  (await at.bookings.confirm({ bookingId }))._unsafeUnwrap();
  (await at.bookings.reschedule({ bookingId, dateTime: LATER }))._unsafeUnwrap();
  (await at.bookings.cancel({ bookingId }))._unsafeUnwrap();
  return bookingId;
}

describe('what was committed', () => {
  it('is notified once, in the order of versions, with who did it and the booking after it', async () => {
    const told = notifier();
    const at = office({ notifier: told });
    const bookingId = await storied(at);

    expect(await at.bookings.background.runOnce()).toEqual({ delivered: 4, expired: 0, parked: 0, sweepFailures: 0 });

    expect(told.received.map(({ eventId, type }) => `${eventId} ${type}`)).toEqual([
      `${bookingId}:1 BookingHeld`,
      `${bookingId}:2 BookingConfirmed`,
      `${bookingId}:3 BookingRescheduled`,
      `${bookingId}:4 BookingCancelled`,
    ]);
    expect(told.received[2]).toMatchObject({
      previous: { dateTime: SLOT, units: 1 },
      booking: { dateTime: LATER, version: 3, status: 'confirmed' },
    });
    expect(await at.bookings.background.runOnce()).toEqual({ delivered: 0, expired: 0, parked: 0, sweepFailures: 0 });
    expect(told.attempts).toHaveLength(4);
  });

  it('is broadcast too, each event once', async () => {
    const boards = broadcaster();
    const at = office({ notifier: notifier(), broadcaster: boards });
    const bookingId = await storied(at);

    await at.bookings.background.runOnce();
    await at.bookings.background.runOnce();

    expect(boards.attempts).toEqual([1, 2, 3, 4].map((version) => `${bookingId}:${version}`));
  });

  it('is delivered however much there is of it', async () => {
    const told = notifier();
    const at = office({ notifier: told });
    for (let n = 0; n < 40; n += 1) await storied(at, `u${n}`);

    expect((await at.bookings.background.runOnce()).delivered).toBe(160);

    const deliveries = firstDeliveries(told);
    expect(deliveries.size).toBe(40);
    for (const versions of deliveries.values()) expect(versions).toEqual([1, 2, 3, 4]);
  });

  it('nothing is delivered of a request that was refused or changed nothing', async () => {
    const told = notifier();
    const at = office({ notifier: told });
    const bookingId = await booked(at);
    (await at.bookings.confirm({ bookingId }))._unsafeUnwrap();
    (await at.bookings.create({ userId: 'bob', serviceId: 'chair', dateTime: SLOT }))._unsafeUnwrapErr();

    await at.bookings.background.runOnce();

    expect(told.attempts).toEqual([`${bookingId}:1`]);
  });
});

describe('a delivery that was not recorded', () => {
  it('is repeated: at least once, not at most', async () => {
    const told = notifier();
    const at = office({ notifier: told });
    const bookingId = await booked(at);
    at.faults.next('delivered', requestLost);

    expect((await at.bookings.background.runOnce()).delivered).toBe(0);
    expect((await at.bookings.background.runOnce()).delivered).toBe(1);

    expect(told.attempts).toEqual([`${bookingId}:1`, `${bookingId}:1`]);
    expect(at.logged).toContain('outcome of a delivery not recorded; it will be repeated');
  });

  it('is not repeated when only the acknowledgement got lost', async () => {
    const told = notifier();
    const at = office({ notifier: told });
    await booked(at);
    at.faults.next('delivered', answerLost);

    await at.bookings.background.runOnce();
    await at.bookings.background.runOnce();

    expect(told.attempts).toHaveLength(1);
  });

  it('does not make the relay notify the same again and again while the store is down', async () => {
    const told = notifier();
    const at = office({ notifier: told });
    await booked(at);
    at.faults.always((operation) => (operation === 'delivered' ? requestLost : (call) => call()));

    await at.bookings.background.runOnce();

    expect(told.attempts).toHaveLength(1);
  });
});

describe('an outbox with a bug that shows when a delivery is recorded', () => {
  it('ends the pass: neither is the event told again at once, nor the next one of its booking', async () => {
    const told = notifier();
    const at = office({ notifier: told });
    const bookingId = await booked(at);
    (await at.bookings.update({ bookingId, notes: 'two' }))._unsafeUnwrap();
    at.faults.next('delivered', throwing(new Error('bug of the adapter')));

    expect(await at.bookings.background.runOnce()).toMatchObject({ delivered: 0 });

    expect(told.attempts).toEqual([`${bookingId}:1`]);
    expect(at.faults.count('lease')).toBe(1);
  });
});

describe('a relay', () => {
  it('tells of ten bookings at once, and of no more', async () => {
    const { opened, open } = gate();
    const slow = notifier(async () => opened.then(() => okAsync(undefined)));
    const at = office({ notifier: slow });
    for (let n = 0; n < 12; n += 1) await booked(at, { dateTime: new Date(Date.parse('2026-12-02') + n * 3_600_000) });

    const pass = at.bookings.background.runOnce();
    await turns(60);
    expect(slow.attempts).toHaveLength(10);
    open();
    expect((await pass).delivered).toBe(12);
  });
});

describe('an outbox that cannot be read', () => {
  it('is tried again at the next run, and everything is delivered then', async () => {
    const told = notifier();
    const at = office({ notifier: told });
    await storied(at);
    at.faults.next('lease', requestLost);

    expect((await at.bookings.background.runOnce()).delivered).toBe(0);
    expect(at.logged).toEqual(['outbox not readable']);
    expect((await at.bookings.background.runOnce()).delivered).toBe(4);
  });

  it('with a lease whose answer got lost: the same relay gets it again', async () => {
    const told = notifier();
    const at = office({ notifier: told });
    await storied(at);
    at.faults.next('lease', answerLost);

    await at.bookings.background.runOnce();
    expect((await at.bookings.background.runOnce()).delivered).toBe(4);
  });
});

describe('a broadcaster that fails', () => {
  it('does not hold up notifying, is tried a little more and then let go', async () => {
    const told = notifier();
    const boards = broadcaster(() => errAsync({ kind: 'not_broadcast' }));
    const at = office({ notifier: told, broadcaster: boards });
    const bookingId = await booked(at);

    expect((await at.bookings.background.runOnce()).delivered).toBe(1);
    await at.bookings.background.runOnce();

    expect(told.attempts).toEqual([`${bookingId}:1`]);
    expect(boards.attempts).toEqual(Array.from({ length: 3 }, () => `${bookingId}:1`));
  });

  it('and would again at once is let go at once', async () => {
    const boards = broadcaster(() => errAsync({ kind: 'not_broadcast', retry: false }));
    const at = office({ notifier: notifier(), broadcaster: boards });
    const bookingId = await booked(at);

    await at.bookings.background.runOnce();

    expect(boards.attempts).toEqual([`${bookingId}:1`]);
  });

  it('that throws is no worse', async () => {
    const boards = broadcaster(() => {
      throw new Error('bug of the board');
    });
    const at = office({ notifier: notifier(), broadcaster: boards });
    await booked(at);

    expect((await at.bookings.background.runOnce()).delivered).toBe(1);
  });

  it('that works is not told again because the notifier has to be', async () => {
    const boards = broadcaster();
    const told = notifier(() => (told.attempts.length < 3 ? fails() : okAsync(undefined)));
    const at = office({ notifier: told, broadcaster: boards });
    await booked(at);

    for (let n = 0; n < 5; n += 1) {
      await at.bookings.background.runOnce();
      at.clock.advance({ minutes: 10 });
    }

    expect(told.attempts).toHaveLength(3);
    expect(boards.attempts).toHaveLength(1);
  });
});
