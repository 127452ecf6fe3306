import { describe, expect, it } from 'vitest';
import { answerLost, none, precededBy, requestLost } from '../../faults/faults.js';
import { turns } from '../../faults/random-faults.js';
import { LATER } from './commands.js';
import { booked, chair, KEY, office, offer, written } from './office.js';

describe('a race that is lost again and again', () => {
  it('is given up after eight attempts with try_again, and pauses between them, longer and longer', async () => {
    const at = office({ random: { next: () => 1 } });
    await offer(at, { capacity: 100 });
    const others = office({}, at);
    let n = 0;
    const lose = precededBy(async () => {
      n += 1;
      await booked(others, { userId: `u${n}` });
    });
    at.faults.next('commit', ...Array.from({ length: 20 }, () => lose));
    const before = at.clock.now();

    const told = (await at.bookings.create(chair()))._unsafeUnwrapErr();

    expect(told).toEqual({ kind: 'try_again', replayed: false });
    expect(n).toBe(8);
    // At their longest, and none after the last attempt.
    expect(at.clock.now() - before).toBe(10 + 20 + 40 + 80 + 160 + 300 + 300);
    expect((await written(at)).bookings).toBe(8);
  });

  it('ends with the first attempt that wins', async () => {
    const at = office();
    await offer(at, { capacity: 100 });
    const others = office({}, at);
    const lose = precededBy(() => booked(others));
    at.faults.next('commit', lose, lose);

    expect((await at.bookings.create(chair({ userId: 'bob' }))).isOk()).toBe(true);
    expect(at.faults.count('commit')).toBe(3);
  });
});

describe('a store that is down', () => {
  it.each([
    { read: 'the booking', answered: [] },
    { read: 'its service days', answered: [none] },
  ])('when $read cannot be read: said at once, and nothing is tried again', async ({ answered }) => {
    const at = office();
    const bookingId = await booked(at);
    const before = { now: at.clock.now(), loads: at.faults.count('load') };
    at.faults.next('load', ...answered, requestLost);

    const told = (await at.bookings.cancel({ bookingId }))._unsafeUnwrapErr();

    expect(told).toEqual({ kind: 'store_unavailable', replayed: false });
    expect(at.faults.count('load') - before.loads).toBe(answered.length + 1);
    expect(at.clock.now()).toBe(before.now);
  });

  it('says so to every query', async () => {
    const at = office();
    const bookingId = await booked(at);
    at.faults.always(() => requestLost);

    const kinds = [
      (await at.bookings.get(bookingId))._unsafeUnwrapErr(),
      (await at.bookings.list({ userId: 'ada' }))._unsafeUnwrapErr(),
      (await at.bookings.history({ bookingId }))._unsafeUnwrapErr(),
      (await at.bookings.availability({ serviceId: 'chair', from: chair().dateTime, to: LATER }))._unsafeUnwrapErr(),
      (await at.bookings.getService('chair'))._unsafeUnwrapErr(),
      (await at.bookings.listServices())._unsafeUnwrapErr(),
      (await at.bookings.putService({ serviceId: 'chair' }))._unsafeUnwrapErr(),
      (await at.bookings.ping())._unsafeUnwrapErr(),
      (await at.bookings.background.parked())._unsafeUnwrapErr(),
      (await at.bookings.background.retryParked('x:1'))._unsafeUnwrapErr(),
    ];

    expect(kinds).toEqual(Array.from(kinds, () => ({ kind: 'store_unavailable' })));
  });
});

describe('a signal that aborts', () => {
  it('before the command: nothing is even read', async () => {
    const at = office();

    const told = (await at.bookings.create(chair(), { signal: AbortSignal.abort() }))._unsafeUnwrapErr();

    expect(told).toEqual({ kind: 'aborted', replayed: false });
    expect(at.faults.calls).toEqual([]);
  });

  it('before a query: nothing is read either', async () => {
    const at = office();

    expect((await at.bookings.get('b', { signal: AbortSignal.abort() }))._unsafeUnwrapErr()).toEqual({ kind: 'aborted' });
    expect(at.faults.calls).toEqual([]);
  });

  it('while it backs off from a lost race: the pause ends at once, and nothing was written', async () => {
    const at = office();
    await offer(at, { capacity: 2 });
    const others = office({}, at);
    const giveUp = new AbortController();
    at.faults.next('commit', async (call) => {
      await booked(others);
      const lost = await call();
      void turns(10).then(() => giveUp.abort());
      return lost;
    });
    const before = at.clock.now();

    const told = (await at.bookings.create(chair({ userId: 'bob' }), { signal: giveUp.signal }))._unsafeUnwrapErr();

    expect(told).toEqual({ kind: 'aborted', replayed: false });
    expect(at.clock.now()).toBe(before);
    expect(at.faults.count('commit')).toBe(1);
    expect((await written(at)).bookings).toBe(1);
  });

  it('during a commit: that commit is still answered', async () => {
    const at = office();
    const giveUp = new AbortController();
    at.faults.next('commit', precededBy(async () => giveUp.abort()));

    const told = (await at.bookings.create(chair(), { signal: giveUp.signal }))._unsafeUnwrap();

    expect(told.booking.status).toBe('confirmed');
  });

  it.each([
    { came: 'to nothing', fault: requestLost, bookings: 0 },
    { came: 'to a booking', fault: answerLost, bookings: 1 },
  ])('after a commit of which nobody knows that it came $came: try_again, never aborted', async ({ fault, bookings }) => {
    const at = office();
    const giveUp = new AbortController();
    at.faults.next('commit', async (call) => {
      giveUp.abort();
      return fault(call);
    });

    const told = (await at.bookings.create(chair(), { ...KEY, signal: giveUp.signal }))._unsafeUnwrapErr();

    expect(told).toEqual({ kind: 'try_again', replayed: false });
    expect((await written(at)).bookings).toBe(bookings);
  });
});

describe('a store that goes on failing after an unknown outcome', () => {
  it('is not asked for longer than it may take, whatever tries are left', async () => {
    let elapsed = 0;
    const at = office({ stopwatch: () => elapsed });
    at.faults.always(() => async (call) => {
      elapsed += 10_000;
      return requestLost(call);
    });
    at.faults.next('load', none);

    const told = (await at.bookings.create(chair()))._unsafeUnwrapErr();

    expect(told).toEqual({ kind: 'store_unavailable', replayed: false });
    expect(at.faults.calls.map(({ operation }) => operation)).toEqual(['load', 'commit', 'load']);
  });
});
