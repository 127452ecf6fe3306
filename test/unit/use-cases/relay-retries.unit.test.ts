import { describe, expect, it } from 'vitest';
import type { NotNotified } from '../../../src/ports/index.js';
import { errAsync, okAsync } from '../../../src/domain/result.js';
import type { BookingEvent } from '../../../src/index.js';
import { requestLost } from '../../faults/faults.js';
import { fails, firstDeliveries, notifier } from './messengers.js';
import { booked, type Office, office } from './office.js';

const MOST_ATTEMPTS = 10;
const isFirst = ({ bookingVersion }: BookingEvent): boolean => bookingVersion === 1;

/** A booking with three events. */
async function updatedTwice(at: Office): Promise<string> {
  const bookingId = await booked(at);
  (await at.bookings.update({ bookingId, notes: 'one' }))._unsafeUnwrap();
  (await at.bookings.update({ bookingId, notes: 'two' }))._unsafeUnwrap();
  return bookingId;
}

/** Runs until nothing is due, then lets time pass, and so on. */
async function runFor(at: Office, runs: number): Promise<void> {
  for (let n = 0; n < runs; n += 1) {
    await at.bookings.background.runOnce();
    at.clock.advance({ minutes: 6 });
  }
}

describe('a notifier that fails for a while', () => {
  it('gets the event again, later and later, until it takes it', async () => {
    const at = office({ notifier: notifier(() => fails()) });
    await booked(at);
    const pauses: number[] = [];
    for (let n = 0; n < MOST_ATTEMPTS - 1; n += 1) {
      await at.bookings.background.runOnce();
      const call = at.faults.calls.findLast(({ operation }) => operation === 'failed');
      const retryAt = Number(call?.args[3]);
      pauses.push(retryAt - at.clock.now());
      at.clock.set(new Date(retryAt));
    }

    const longest = [1, 2, 4, 8, 16, 32, 64, 128, 256].map((s) => s * 1_000);
    for (const [n, pause] of pauses.entries()) {
      expect(pause).toBeGreaterThanOrEqual((longest[n] ?? 0) / 2);
      expect(pause).toBeLessThanOrEqual(longest[n] ?? 0);
    }
  });

  it.each([
    [0, 500],
    [0.5, 750],
    [0.999, 1_000],
  ])('after a pause that chance (%d) takes from its second half: %d ms at first', async (chance, pause) => {
    const at = office({ notifier: notifier(() => fails()), random: { next: () => chance } });
    await booked(at);
    await at.bookings.background.runOnce();
    const retryAt = Number(at.faults.calls.findLast(({ operation }) => operation === 'failed')?.args[3]);
    expect(retryAt - at.clock.now()).toBe(pause);
  });

  it('not a moment before it is due', async () => {
    const told = notifier(() => fails());
    const at = office({ notifier: told });
    await booked(at);
    await at.bookings.background.runOnce();
    const retryAt = Number(at.faults.calls.findLast(({ operation }) => operation === 'failed')?.args[3]);

    at.clock.set(new Date(retryAt - 1));
    await at.bookings.background.runOnce();
    expect(told.attempts).toHaveLength(1);

    at.clock.set(new Date(retryAt));
    await at.bookings.background.runOnce();
    expect(told.attempts).toHaveLength(2);
  });

  it('keeps back the later events of that booking, and nobody else’s', async () => {
    let broken = '';
    const told = notifier((event) => (event.eventId === `${broken}:1` ? fails() : okAsync(undefined)));
    const at = office({ notifier: told });
    broken = await updatedTwice(at);
    const other = await booked(at, { dateTime: '2026-12-01T14:00:00Z' });

    await at.bookings.background.runOnce();

    expect(told.received.map(({ eventId }) => eventId)).toEqual([`${other}:1`]);
    expect(told.attempts.filter((eventId) => eventId.startsWith(`${broken}:`))).toEqual([`${broken}:1`]);
  });

  it('delivers everything in order in the end', async () => {
    let left = 4;
    const told = notifier((event) => {
      left -= isFirst(event) ? 1 : 0;
      return isFirst(event) && left > 0 ? fails() : okAsync(undefined);
    });
    const at = office({ notifier: told });
    const bookingId = await updatedTwice(at);

    await runFor(at, 6);

    expect(firstDeliveries(told)).toEqual(new Map([[bookingId, [1, 2, 3]]]));
  });
});

describe('what is parked', () => {
  it('is shown up to a thousand', async () => {
    const at = office({ notifier: notifier() });
    (await at.bookings.background.parked())._unsafeUnwrap();
    expect(at.faults.calls.filter(({ operation }) => operation === 'parked')).toMatchObject([{ args: [1_000, undefined] }]);
  });
});

describe('a poison event', () => {
  it(`is parked after ${MOST_ATTEMPTS} attempts, visibly, and the later events of its booking go on`, async () => {
    const told = notifier((event) => (isFirst(event) ? fails() : okAsync(undefined)));
    const at = office({ notifier: told });
    const bookingId = await updatedTwice(at);

    await runFor(at, MOST_ATTEMPTS - 1);
    expect(told.received).toEqual([]);
    expect((await at.bookings.background.parked())._unsafeUnwrap()).toEqual([]);

    expect(await at.bookings.background.runOnce()).toEqual({ delivered: 2, expired: 0, parked: 1, sweepFailures: 0 });
    expect(told.attempts.filter((eventId) => eventId === `${bookingId}:1`)).toHaveLength(MOST_ATTEMPTS);
    expect(firstDeliveries(told).get(bookingId)).toEqual([2, 3]);
    expect((await at.bookings.background.parked())._unsafeUnwrap()).toMatchObject([
      { event: { eventId: `${bookingId}:1` }, attempts: MOST_ATTEMPTS, lastError: 'Error: line busy' },
    ]);
    await runFor(at, 3);
    expect(told.attempts).toHaveLength(MOST_ATTEMPTS + 2);
  });

  it('that can never be notified is parked at once', async () => {
    const told = notifier((event) => (isFirst(event) ? fails(false) : okAsync(undefined)));
    const at = office({ notifier: told });
    const bookingId = await updatedTwice(at);

    expect(await at.bookings.background.runOnce()).toEqual({ delivered: 2, expired: 0, parked: 1, sweepFailures: 0 });
    expect(told.attempts).toEqual([1, 2, 3].map((version) => `${bookingId}:${version}`));
  });

  it('is notified again when told to, with all its attempts before it', async () => {
    let broken = true;
    const told = notifier((event) => (broken && isFirst(event) ? fails(false) : okAsync(undefined)));
    const at = office({ notifier: told });
    const bookingId = await updatedTwice(at);
    await at.bookings.background.runOnce();
    broken = false;

    (await at.bookings.background.retryParked(`${bookingId}:1`))._unsafeUnwrap();

    expect((await at.bookings.background.runOnce()).delivered).toBe(1);
    expect(told.received.at(-1)?.eventId).toBe(`${bookingId}:1`);
    expect((await at.bookings.background.parked())._unsafeUnwrap()).toEqual([]);
  });

  it('that is not parked cannot be retried', async () => {
    const at = office({ notifier: notifier(() => fails()) });
    const bookingId = await booked(at);
    await at.bookings.background.runOnce();

    const kinds = [
      (await at.bookings.background.retryParked(`${bookingId}:1`))._unsafeUnwrapErr().kind,
      (await at.bookings.background.retryParked('nothing:1'))._unsafeUnwrapErr().kind,
    ];

    expect(kinds).toEqual(['not_found', 'not_found']);
  });

  it('without an outbox there is none', async () => {
    const at = office();
    const { outbox: _none, ...streamed } = at.inner;
    const without = office({}, { ...at, inner: streamed });
    await booked(without);

    expect(await without.bookings.background.runOnce()).toEqual({ delivered: 0, expired: 0, parked: 0, sweepFailures: 0 });
    expect((await without.bookings.background.parked())._unsafeUnwrap()).toEqual([]);
    expect((await without.bookings.background.retryParked('b:1'))._unsafeUnwrapErr().kind).toBe('not_found');
  });
});

describe('a notifier with a bug', () => {
  it.each([
    {
      name: 'throws',
      answer: () => {
        throw new TypeError('no such field');
      },
    },
    { name: 'rejects', answer: () => Promise.reject(new TypeError('no such field')) },
  ])('that $name: a failed delivery like any other, retried and then parked', async ({ answer }) => {
    const told = notifier(answer);
    const at = office({ notifier: told });
    await booked(at);

    await runFor(at, MOST_ATTEMPTS + 2);

    expect(told.attempts).toHaveLength(MOST_ATTEMPTS);
    expect((await at.bookings.background.parked())._unsafeUnwrap()).toMatchObject([{ lastError: 'TypeError: no such field' }]);
  });

  it('that throws what cannot even be told is no worse', async () => {
    const told = notifier(() => Promise.reject(Object.create(null)));
    const at = office({ notifier: told });
    await booked(at);

    await runFor(at, MOST_ATTEMPTS + 2);

    expect(told.attempts).toHaveLength(MOST_ATTEMPTS);
    expect((await at.bookings.background.parked())._unsafeUnwrap()).toMatchObject([{ lastError: 'unprintable' }]);
  });

  it.each([
    { name: 'without a kind', error: { retry: false }, lastError: '[object Object]' },
    { name: 'that is an exception', error: new Error('line cut'), lastError: 'Error: line cut' },
    { name: 'that is nothing but a word', error: 'busy', lastError: 'busy' },
  ])('that answers with an error $name: tried no more often than any other, and parked', async ({ error, lastError }) => {
    const told = notifier(() => errAsync(error as unknown as NotNotified));
    const at = office({ notifier: told });
    await booked(at);

    await runFor(at, MOST_ATTEMPTS + 2);

    expect(told.attempts.length).toBeLessThanOrEqual(MOST_ATTEMPTS);
    expect((await at.bookings.background.parked())._unsafeUnwrap()).toMatchObject([{ lastError }]);
  });

  it('that gives no cause is parked with the kind of its error', async () => {
    const at = office({ notifier: notifier(() => errAsync({ kind: 'not_notified', retry: false })) });
    await booked(at);
    await at.bookings.background.runOnce();

    expect((await at.bookings.background.parked())._unsafeUnwrap()).toMatchObject([{ lastError: 'not_notified' }]);
  });
});

describe('a failure that could not be recorded', () => {
  it('ends the run: nothing is notified again and again meanwhile', async () => {
    const told = notifier(() => fails());
    const at = office({ notifier: told });
    await booked(at);
    at.faults.next('failed', ...Array.from({ length: 5 }, () => requestLost));

    await at.bookings.background.runOnce();

    expect(told.attempts).toHaveLength(1);
  });

  it('does not let the later events of the booking overtake one that is not parked after all', async () => {
    let broken = true;
    const told = notifier((event) => (broken && isFirst(event) ? fails(false) : okAsync(undefined)));
    const at = office({ notifier: told });
    const bookingId = await updatedTwice(at);
    at.faults.next('failed', requestLost);

    expect(await at.bookings.background.runOnce()).toEqual({ delivered: 0, expired: 0, parked: 0, sweepFailures: 0 });
    broken = false;
    await runFor(at, 2);

    expect(firstDeliveries(told).get(bookingId)).toEqual([1, 2, 3]);
  });
});
