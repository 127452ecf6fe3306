import { type Booking, type BookingEvent, createBookings, errAsync, type Notifier, type Store } from 'holdfast';
import { inMemoryStore } from 'holdfast/adapters/in-memory';
import { staff, user } from 'holdfast/testing';
import { describe, expect, it } from 'vitest';
import { loggedStore } from '../../src/entrypoints/composition/logged-store.js';
import { portLogger, serverLog } from '../../src/entrypoints/express/server/log.js';
import { ALLOWED_IN_EVENTS, canariesIn, canary, MARK, METADATA } from './canaries.js';

const ME = user(canary('userId'));
const dateTime = new Date(Date.now() + 86_400_000).toISOString();

/** The log of a server, line by line. */
function written() {
  const lines: string[] = [];
  return { lines, logger: portLogger(serverLog({ write: (line) => lines.push(line) })) };
}

/** As programs are written in a hurry: whatever went wrong is told with all there is. */
const inFull = (what: object): Error => new TypeError(`could not send ${JSON.stringify(what)}`, { cause: what });

type Careless = (event: BookingEvent) => ReturnType<Notifier['notify']>;
const FAILURES: readonly [string, Careless][] = [
  ['throws', (event) => { throw inFull(event); }],
  ['rejects', (event) => Promise.reject(inFull(event))],
  ['fails with an error', (event) => errAsync({ kind: 'not_notified', retry: true, cause: inFull(event) })],
  ['fails with the event itself', (event) => errAsync({ kind: 'not_notified', retry: true, cause: event })],
  ['fails with a text', (event) => errAsync({ kind: 'not_notified', retry: false, cause: JSON.stringify(event) })],
];

describe('a notifier and a broadcaster of someone else, each of which', () => {
  it.each(FAILURES)('%s, are told what an event holds and no more, and the log hears none of it', async (_, fail) => {
    const { lines, logger } = written();
    const told: BookingEvent[] = [];
    const notify: Careless = (event) => {
      told.push(event);
      return fail(event);
    };
    const broadcast = async (event: BookingEvent) => {
      const failed = await notify(event);
      return failed.mapErr(({ cause }) => ({ kind: 'not_broadcast' as const, cause }));
    };
    const bookings = createBookings({ notifier: { notify }, broadcaster: { broadcast }, logger, timeoutMs: 1_000 });
    const mine = { userId: ME.subject, serviceId: 'chair', serviceName: canary('serviceName'), dateTime };
    const held = await bookings.create(
      { ...mine, notes: canary('notes'), metadata: METADATA, hold: true },
      { actor: ME, idempotencyKey: canary('idempotency') },
    );
    const { bookingId } = held._unsafeUnwrap().booking;
    await bookings.background.runOnce();
    const paid = await bookings.confirm({ bookingId, paymentReference: canary('paymentReference') }, { actor: ME });
    const cancelled = await bookings.cancel({ bookingId, reason: canary('cancelReason') }, { actor: ME });
    expect([paid.isOk(), cancelled.isOk()]).toEqual([true, true]);
    await bookings.background.runOnce();

    expect(lines.join('')).toMatch(/event not notified/);
    expect(lines.join('')).toMatch(/event not broadcast/);
    expect(lines.filter((line) => line.includes(MARK))).toEqual([]);
    expect(told.flatMap((event) => canariesIn(event)).filter((found) => !ALLOWED_IN_EVENTS.includes(found))).toEqual([]);
  });
});

it('of a store that fails and tells everything, the log hears which call it was and what kind of error', async () => {
  const { lines, logger } = written();
  const { repository, ...rest } = inMemoryStore({ outbox: false });
  const careless: Store = {
    ...rest,
    repository: {
      ...repository,
      commit: (change) => errAsync({ kind: 'store_unavailable', cause: inFull(change) }),
    },
  };
  const bookings = createBookings({ store: loggedStore(careless, logger), logger, timeoutMs: 20 });
  const input = { userId: ME.subject, serviceId: 'chair', dateTime, notes: canary('notes') };
  const told = await bookings.create(input, { actor: staff('desk') });

  expect(told._unsafeUnwrapErr().kind).toBe('store_unavailable');
  expect(JSON.stringify(told)).not.toContain(MARK);
  expect(JSON.parse(lines[0] ?? '')).toMatchObject({ call: 'commit', msg: 'store unavailable', cause: { type: 'TypeError' } });
  expect(lines.filter((line) => line.includes(MARK))).toEqual([]);
});

it('and a booking is shown to whoever may see it, with nothing of the request that made it', async () => {
  const bookings = createBookings();
  const input = { userId: ME.subject, serviceId: 'chair', dateTime };
  const made = await bookings.create(input, { actor: ME, idempotencyKey: canary('idempotency') });
  const booking: Booking = made._unsafeUnwrap().booking;
  expect(canariesIn(booking)).toEqual([`userId = ${ME.subject}`]);
});
