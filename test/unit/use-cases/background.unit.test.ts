import { describe, expect, it } from 'vitest';
import { okAsync } from '../../../src/domain/result.js';
import { followedBy, precededBy, requestLost, throwing } from '../../faults/faults.js';
import { turns, until } from '../../faults/random-faults.js';
import { broadcaster, fails, notifier } from './messengers.js';
import { booked, gate, house, type House, KEY, office } from './office.js';

const A_WHILE = 60;

/** A house whose clock lets nobody's pause end by itself: what happens, happens because somebody was woken. */
function stillHouse(): House {
  const { inner, clock } = house();
  const sleep = (_ms: number, signal?: AbortSignal): Promise<void> =>
    new Promise((resolve) => {
      if (signal?.aborted) resolve();
      signal?.addEventListener('abort', () => resolve());
    });
  return { inner, clock: { ...clock, sleep } };
}

describe('the background, once started', () => {
  it('delivers what was committed before, and wakes after every commit without waiting for its timer', async () => {
    const told = notifier();
    const at = office({ notifier: told }, stillHouse());
    await booked(at);
    at.bookings.background.start();
    await turns(A_WHILE);
    expect(told.received).toHaveLength(1);

    await booked(at, { dateTime: '2026-12-01T14:00:00Z' });
    await turns(A_WHILE);
    expect(told.received).toHaveLength(2);

    await at.bookings.background.stop();
  });

  it('misses no commit that comes while it is at work', async () => {
    const told = notifier();
    const at = office({ notifier: told }, stillHouse());
    await booked(at);
    const { opened, open } = gate();
    // The second lease of a run finds nothing: held up there, the relay is about to pause.
    at.faults.next('lease', (call) => call(), followedBy(() => opened));
    at.bookings.background.start();
    await turns(A_WHILE);

    await booked(at, { dateTime: '2026-12-01T14:00:00Z' });
    open();
    await turns(A_WHILE);

    expect(told.received).toHaveLength(2);
    await at.bookings.background.stop();
  });

  it('wakes for a parked event that is to be retried', async () => {
    let broken = true;
    const told = notifier(() => (broken ? fails(false) : okAsync(undefined)));
    const at = office({ notifier: told }, stillHouse());
    const bookingId = await booked(at);
    at.bookings.background.start();
    await turns(A_WHILE);
    broken = false;

    (await at.bookings.background.retryParked(`${bookingId}:1`))._unsafeUnwrap();
    await turns(A_WHILE);

    expect(told.received).toHaveLength(1);
    await at.bookings.background.stop();
  });

  it('looks again by itself, and sweeps', async () => {
    const told = notifier();
    const at = office({ notifier: told });
    await booked(at, { hold: true });
    at.clock.advance({ minutes: 15 });
    at.bookings.background.start();
    await until(() => told.received.length >= 2);

    await at.bookings.background.stop();
    expect(told.received.map(({ type }) => type)).toEqual(['BookingHeld', 'BookingExpired']);
  });

  it('goes on after a run that threw, and says so', async () => {
    const told = notifier();
    const at = office({ notifier: told });
    await booked(at);
    at.faults.next('lease', throwing(new Error('bug of the adapter')));
    at.bookings.background.start();
    await until(() => told.received.length > 0);

    await at.bookings.background.stop();
    expect(at.notes).toContainEqual(['error', 'background work failed', { error: new Error('bug of the adapter') }]);
  });

  it('started twice does everything once', async () => {
    const told = notifier();
    const at = office({ notifier: told }, stillHouse());
    await booked(at);
    at.bookings.background.start();
    at.bookings.background.start();
    await turns(A_WHILE);

    expect(told.attempts).toHaveLength(1);
    expect(at.faults.count('listLapsedHolds')).toBe(1);
    await at.bookings.background.stop();
  });

  it('and asked for one pass besides notifies nothing twice', async () => {
    const { opened, open } = gate();
    const told = notifier(async () => opened.then(() => okAsync(undefined)));
    const at = office({ notifier: told }, stillHouse());
    await booked(at);
    at.bookings.background.start();
    await turns(A_WHILE);

    const pass = at.bookings.background.runOnce();
    await turns(A_WHILE);
    open();
    await pass;

    expect(told.attempts).toHaveLength(1);
    await at.bookings.background.stop();
  });
});

describe('stopping the background', () => {
  it('finishes what is under way, undisturbed, and delivers what is due', async () => {
    const { opened, open } = gate();
    const signals: AbortSignal[] = [];
    const told = notifier(async (_event, signal) => {
      signals.push(signal);
      await opened;
      return signal.aborted ? fails() : okAsync(undefined);
    });
    const at = office({ notifier: told }, stillHouse());
    const bookingId = await booked(at);
    (await at.bookings.update({ bookingId, notes: 'two' }))._unsafeUnwrap();
    at.bookings.background.start();
    await turns(A_WHILE);

    const stopped = at.bookings.background.stop();
    await turns(A_WHILE);
    open();
    await stopped;

    expect(signals.map(({ aborted }) => aborted)).toEqual([false, false]);
    expect(told.received.map(({ bookingVersion }) => bookingVersion)).toEqual([1, 2]);
  });

  it('flushes what was committed and not yet seen', async () => {
    const told = notifier();
    const at = office({ notifier: told }, stillHouse());
    at.bookings.background.start();
    at.faults.next('lease', requestLost);
    await booked(at);

    await at.bookings.background.stop();

    expect(told.received).toHaveLength(1);
  });

  it('that was never started flushes all the same', async () => {
    const told = notifier();
    const at = office({ notifier: told });
    await booked(at);

    await at.bookings.background.stop();

    expect(told.received).toHaveLength(1);
  });

  it('really stops it: a commit after that waits for the next start', async () => {
    const told = notifier();
    const at = office({ notifier: told }, stillHouse());
    at.bookings.background.start();
    await at.bookings.background.stop();
    await booked(at);
    await turns(A_WHILE);
    expect(told.attempts).toEqual([]);

    at.bookings.background.start();
    await turns(A_WHILE);
    expect(told.received).toHaveLength(1);
    await at.bookings.background.stop();
  });

  it('twice at once is fine', async () => {
    const at = office({ notifier: notifier() }, stillHouse());
    at.bookings.background.start();

    await Promise.all([at.bookings.background.stop(), at.bookings.background.stop()]);

    expect(at.logged).toEqual([]);
  });

  it('and starting again before it has stopped leaves it started', async () => {
    const told = notifier();
    const at = office({ notifier: told }, stillHouse());
    at.bookings.background.start();
    await turns(A_WHILE);
    const stopped = at.bookings.background.stop();
    at.bookings.background.start();
    await stopped;
    await booked(at);
    await turns(A_WHILE);

    expect(told.received).toHaveLength(1);
    await at.bookings.background.stop();
  });
});

describe('boards that never answer', () => {
  const hanging = () => broadcaster(() => new Promise(() => undefined));

  it('hold up no notification, and no stop', async () => {
    const told = notifier();
    const at = office({ notifier: told, broadcaster: hanging() });
    at.bookings.background.start();
    for (const hour of ['10', '12', '14']) {
      await booked(at, { dateTime: `2026-12-01T${hour}:00:00Z` });
      await turns(A_WHILE);
    }
    expect(told.received).toHaveLength(3);

    await at.bookings.background.stop();
  });

  it('are not asked for ever more at once', async () => {
    const boards = hanging();
    const at = office({ notifier: notifier(), broadcaster: boards }, stillHouse());
    at.bookings.background.start();
    for (let n = 0; n < 120; n += 1) await booked(at, { dateTime: new Date(Date.parse('2026-12-02') + n * 3_600_000) });
    await turns(A_WHILE * 10);

    expect(boards.attempts).toHaveLength(100);
    const untold = at.notes.filter(([, message]) => message === 'event not broadcast');
    expect(untold).toHaveLength(20);
    expect(untold[0]?.[2]).toEqual({ eventId: expect.stringMatching(/:1$/), reason: 'too many under way' });
  });
});

describe('boards that answer', () => {
  it('are told of everything, however much that is in the course of time', async () => {
    const boards = broadcaster();
    const at = office({ notifier: notifier(), broadcaster: boards });
    for (let n = 0; n < 120; n += 1) {
      await booked(at, { dateTime: new Date(Date.parse('2026-12-02') + n * 3_600_000) });
      await at.bookings.background.runOnce();
    }
    expect(boards.attempts).toHaveLength(120);
    expect(at.logged).toEqual([]);
  });

  it('late have answered when one pass is over', async () => {
    const { opened, open } = gate();
    let answered = false;
    const slow = broadcaster(async () => {
      await opened;
      answered = true;
      return okAsync(undefined);
    });
    const at = office({ notifier: notifier(), broadcaster: slow });
    await booked(at);
    let over = false;
    const pass = at.bookings.background.runOnce().finally(() => (over = true));
    await turns(A_WHILE);
    expect([answered, over]).toEqual([false, false]);
    open();
    await pass;
    expect(answered).toBe(true);
  });
});

describe('a stop', () => {
  it('leaves no timer behind that would keep the process', async () => {
    const still = stillHouse();
    const pauses: { readonly ms: number; readonly signal: AbortSignal | undefined }[] = [];
    const sleep: typeof still.clock.sleep = (ms, signal) => {
      pauses.push({ ms, signal });
      return still.clock.sleep(ms, signal);
    };
    const at = office({ notifier: notifier() }, { ...still, clock: { ...still.clock, sleep } });
    at.bookings.background.start();
    await turns(A_WHILE);
    await at.bookings.background.stop();
    // Between two looks of the relay, between two sweeps, and for the last boards to answer.
    expect(pauses.map(({ ms }) => ms).sort((a, b) => a - b)).toEqual([1_000, 1_000, 15_000]);
    expect(pauses.every(({ signal }) => signal?.aborted)).toBe(true);
  });

  it('in the middle of a sweep records no more, and complains of nothing', async () => {
    const at = office({}, stillHouse());
    for (const hour of ['10', '12', '14']) await booked(at, { hold: true, dateTime: `2026-12-01T${hour}:00:00Z` });
    at.clock.advance({ minutes: 15 });
    const stopped: Promise<void>[] = [];
    at.faults.next('commit', precededBy(async () => stopped.push(at.bookings.background.stop())));
    at.bookings.background.start();
    await turns(A_WHILE);
    await Promise.all(stopped);

    expect(stopped).toHaveLength(1);
    expect(at.faults.count('commit')).toBe(3 + 1);
    expect(at.logged).toEqual([]);
  });
});

describe('an event id that is none', () => {
  const NONE = [undefined, null, 7, {}, ['b-1:1'], '', ':', ':1', 'b-1', 'b-1:', 'b-1:0', 'b-1:01', 'b-1:1.0', 'b-1:1 ', 'b#1:1', '\ud800:1'];

  it.each<unknown>([...NONE, `${'b'.repeat(129)}:1`])('(%j) is not found, and the store is not asked for it', async (eventId) => {
    const at = office({ notifier: notifier() });
    const told = await at.bookings.background.retryParked(eventId as string);
    expect(told._unsafeUnwrapErr()).toEqual({ kind: 'not_found' });
    expect(at.faults.count('unpark')).toBe(0);
  });
});

describe('a commit', () => {
  const leases = async (act: (at: ReturnType<typeof office>, bookingId: string) => Promise<unknown>) => {
    const at = office({ notifier: notifier() }, stillHouse());
    const bookingId = await booked(at);
    at.bookings.background.start();
    await turns(A_WHILE);
    const before = at.faults.count('lease');
    await act(at, bookingId);
    await turns(A_WHILE);
    const woken = at.faults.count('lease') - before;
    await at.bookings.background.stop();
    return woken;
  };

  it('of a change wakes the relay', async () => {
    expect(await leases(async ({ bookings }, bookingId) => bookings.cancel({ bookingId }))).toBeGreaterThan(0);
  });
  it('of a remembered refusal does not: there is nothing to deliver', async () => {
    expect(await leases(async ({ bookings }, bookingId) => bookings.complete({ bookingId }, KEY))).toBe(0);
  });
});

describe('one pass, asked for while events keep coming', () => {
  it('ends when the background is stopped', async () => {
    const at = office({
      notifier: notifier(async () => {
        n += 1;
        await booked(at, { dateTime: new Date(Date.parse('2026-12-02') + n * 3_600_000) });
        return okAsync(undefined);
      }),
      stopwatch: () => elapsed,
    });
    let [n, elapsed] = [0, 0];
    await booked(at);

    const pass = at.bookings.background.runOnce();
    await turns(A_WHILE);
    const stopped = at.bookings.background.stop();
    elapsed = 5_000;

    expect((await pass).delivered).toBeGreaterThan(0);
    await stopped;
  });
});
