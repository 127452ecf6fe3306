import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { inMemoryStore } from '../../../src/adapters/in-memory/index.js';
import { manualClock } from '../../../src/entrypoints/testing/index.js';
import { createBookings, ok } from '../../../src/index.js';
import { type Fault, never } from '../../faults/faults.js';
import { faultyStore } from '../../faults/faulty-store.js';

const NOW = '2026-12-01T08:00:00Z';
const SLOT = { userId: 'ada', serviceId: 'chair', dateTime: '2026-12-01T10:00:00Z' };
const timeoutMs = 5;

// The time that a command has for trying again is measured, too: a busy machine must not use it up.
beforeEach(() => void vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] }));
afterEach(() => void vi.useRealTimers());

/** The answer, once whatever is waited for now has taken as long as it may. */
async function atTheLimit<T>(answer: PromiseLike<T>): Promise<T> {
  await vi.advanceTimersByTimeAsync(timeoutMs);
  return answer;
}

const unanswered: Fault = async (call) => {
  await call().then(() => undefined);
  return never(call);
};

describe('a store that stops answering', () => {
  it('ends every wait as store_unavailable', async () => {
    const { store, faults } = faultyStore(inMemoryStore());
    const bookings = createBookings({ store, timeoutMs, clock: manualClock(NOW) });
    faults.always(() => never);

    const told = await atTheLimit(Promise.all([bookings.create(SLOT), bookings.get('b'), bookings.ping()]));

    expect(told.map((reply) => reply.isErr() && reply.error.kind)).toEqual(Array.from(told, () => 'store_unavailable'));
  });

  it('after a commit: the event tells that it took place', async () => {
    const { store, faults } = faultyStore(inMemoryStore());
    const bookings = createBookings({ store, timeoutMs, clock: manualClock(NOW) });
    faults.next('commit', unanswered);

    const { booking, replayed } = (await atTheLimit(bookings.create(SLOT)))._unsafeUnwrap();

    expect(replayed).toBe(false);
    expect((await bookings.history({ bookingId: booking.bookingId }))._unsafeUnwrap().items).toHaveLength(1);
  });

  it('for one command does not hold up the next one on the same slot for good', async () => {
    const { store, faults } = faultyStore(inMemoryStore());
    const bookings = createBookings({ store, timeoutMs, clock: manualClock(NOW) });
    faults.next('load', never);

    const [first, second] = await atTheLimit(Promise.all([bookings.create(SLOT), bookings.create(SLOT)]));

    expect(first._unsafeUnwrapErr().kind).toBe('store_unavailable');
    expect(second.isOk()).toBe(true);
  });
});

describe('a notifier that stops answering', () => {
  it('is cut off, and gets the event again later', async () => {
    const clock = manualClock(NOW);
    const signals: AbortSignal[] = [];
    const bookings = createBookings({
      clock,
      timeoutMs,
      logger: { warn: () => undefined, error: () => undefined },
      notifier: {
        notify(_event, signal) {
          signals.push(signal);
          return signals.length === 1 ? new Promise(() => undefined) : Promise.resolve(ok(undefined));
        },
      },
    });
    (await bookings.create(SLOT))._unsafeUnwrap();

    expect((await atTheLimit(bookings.background.runOnce())).delivered).toBe(0);
    clock.advance({ minutes: 1 });
    expect((await bookings.background.runOnce()).delivered).toBe(1);
  });
});
