import { describe, expect, it } from 'vitest';
import { err, okAsync } from '../../../src/domain/result.js';
import { never } from '../../faults/faults.js';
import { randomFaults, seeded, turns } from '../../faults/random-faults.js';
import { fails, firstDeliveries, notifier } from './messengers.js';
import { booked, gate, house, office, SLOT } from './office.js';

const slots = (count: number): readonly string[] =>
  Array.from({ length: count }, (_, n) => new Date(Date.parse(SLOT) + n * 3_600_000).toISOString());

describe('two relays over one outbox', () => {
  it('share the work: what one has leased is not given to the other', async () => {
    const shared = house();
    const { opened, open } = gate();
    const tellings = [notifier(async () => opened.then(() => okAsync(undefined))), notifier()];
    const [one, two] = tellings.map((told) => office({ notifier: told }, shared));
    if (!one || !two) throw new Error('two offices');
    for (const dateTime of slots(60)) await booked(one, { dateTime });

    const first = one.bookings.background.runOnce();
    await turns(60);
    const second = await two.bookings.background.runOnce();
    open();

    expect(second.delivered).toBe(10);
    expect((await first).delivered).toBe(50);
    const ids = tellings.flatMap(({ attempts }) => attempts);
    expect(new Set(ids).size).toBe(ids.length);
  });

  it('never deliver a later event of a booking before an earlier one, whatever fails and however they mix', async () => {
    for (let seed = 1; seed <= 20; seed += 1) {
      const random = seeded(seed);
      const shared = house();
      const log = notifier();
      const flaky = () => notifier(async (event, signal) => {
        await turns(Math.floor(random() * 6));
        return random() < 0.3 ? fails() : log.notify(event, signal);
      });
      const writer = office({ seed }, shared);
      const relays = [office({ notifier: flaky() }, shared), office({ notifier: flaky() }, shared)];
      for (const { faults } of relays) faults.always(randomFaults(random, { turns: 3, requestLost: 0.1, answerLost: 0.1 }));
      const ids = await Promise.all(slots(4).map((dateTime) => booked(writer, { dateTime })));
      for (const notes of ['one', 'two', 'three']) {
        for (const bookingId of ids) (await writer.bookings.update({ bookingId, notes }))._unsafeUnwrap();
      }

      for (let n = 0; n < 10; n += 1) {
        await Promise.all(relays.map(({ bookings }) => bookings.background.runOnce()));
        shared.clock.advance({ minutes: 6 });
      }
      for (const { faults } of relays) faults.calm();
      await relays[0]?.bookings.background.runOnce();

      const parked = (await writer.bookings.background.parked())._unsafeUnwrap();
      const deliveries = firstDeliveries(log);
      expect({ seed, parked, undelivered: ids.filter((id) => deliveries.get(id)?.length !== 4) }).toEqual({
        seed,
        parked: [],
        undelivered: [],
      });
      for (const versions of deliveries.values()) expect(versions).toEqual([1, 2, 3, 4]);
    }
  });
});

describe('a relay that dies between notifying and recording it', () => {
  it('has its events delivered by another one, once its lease has run out and not before', async () => {
    const shared = house();
    const dying = notifier();
    const heir = notifier();
    const one = office({ notifier: dying }, shared);
    const two = office({ notifier: heir }, shared);
    const bookingId = await booked(one);
    (await one.bookings.update({ bookingId, notes: 'two' }))._unsafeUnwrap();
    one.faults.next('delivered', never);
    void one.bookings.background.runOnce();
    await turns(60);
    expect(dying.received).toHaveLength(1);

    shared.clock.advance({ ms: 59_999 });
    expect((await two.bookings.background.runOnce()).delivered).toBe(0);
    shared.clock.advance({ ms: 1 });
    expect((await two.bookings.background.runOnce()).delivered).toBe(2);

    expect(heir.received.map(({ bookingVersion }) => bookingVersion)).toEqual([1, 2]);
  });

  it('has nothing of what is committed meanwhile overtake it', async () => {
    const shared = house();
    const heir = notifier();
    const one = office({ notifier: notifier() }, shared);
    const two = office({ notifier: heir }, shared);
    const bookingId = await booked(one);
    one.faults.next('delivered', never);
    void one.bookings.background.runOnce();
    await turns(60);

    (await two.bookings.update({ bookingId, notes: 'two' }))._unsafeUnwrap();
    expect((await two.bookings.background.runOnce()).delivered).toBe(0);
    shared.clock.advance({ minutes: 1 });
    await two.bookings.background.runOnce();

    expect(heir.received.map(({ bookingVersion }) => bookingVersion)).toEqual([1, 2]);
  });
});

describe('a process without a notifier', () => {
  it('leaves every event to those that have one', async () => {
    const shared = house();
    const told = notifier();
    const without = office({}, shared);
    const worker = office({ notifier: told }, shared);
    await booked(without);

    expect(await without.bookings.background.runOnce()).toEqual({ delivered: 0, expired: 0, parked: 0, sweepFailures: 0 });
    expect((await worker.bookings.background.runOnce()).delivered).toBe(1);
    expect(told.received).toHaveLength(1);
  });
});

describe('a relay whose lease ran out while it was notifying', () => {
  it('does not park what another relay has by now, nor goes on to what follows it', async () => {
    const shared = house();
    const { opened, open } = gate();
    const slow = notifier(async () => opened.then(() => err({ kind: 'not_notified' as const, retry: false })));
    const { opened: done, open: finish } = gate();
    const heir = notifier(async () => done.then(() => okAsync(undefined)));
    const one = office({ notifier: slow }, shared);
    const two = office({ notifier: heir }, shared);
    const bookingId = await booked(one);
    (await one.bookings.update({ bookingId, notes: 'two' }))._unsafeUnwrap();

    const late = one.bookings.background.runOnce();
    await turns(20);
    shared.clock.advance({ ms: 60_000 });
    const taken = two.bookings.background.runOnce();
    await turns(20);
    open();

    expect(await late).toEqual({ delivered: 0, expired: 0, parked: 0, sweepFailures: 0 });
    expect(slow.attempts).toEqual([`${bookingId}:1`]);
    finish();
    expect((await taken).delivered).toBe(2);
    expect((await one.bookings.background.parked())._unsafeUnwrap()).toEqual([]);
  });

  it('gives up its batch by the stopwatch too, for a clock may be set back', async () => {
    const shared = house();
    let elapsed = 0;
    const slow = notifier(() => {
      elapsed += 10_000;
      return okAsync(undefined);
    });
    const at = office({ notifier: slow, stopwatch: () => elapsed, settings: { leaseMs: 40_000 } }, shared);
    const bookingId = await booked(at);
    for (let n = 0; n < 5; n += 1) (await at.bookings.update({ bookingId, notes: `${n}` }))._unsafeUnwrap();

    // Two in the first half of a lease, a third in the next one, and then the pass has had its time.
    expect((await at.bookings.background.runOnce()).delivered).toBe(3);
    expect(at.faults.count('lease')).toBe(2);
  });

  it.each([
    ['the clock, which others judge it by and which runs on while a machine sleeps', { clock: true }],
    ['the stopwatch, which nobody sets', { clock: false }],
  ])('begins nothing once half of its lease is over, to the millisecond, by %s', async (_, by) => {
    const shared = house();
    let elapsed = 0;
    const steps = [9_999, 1, 0, 0];
    const leases: number[] = [];
    const slow = notifier(() => {
      leases.push(at.faults.count('lease'));
      const ms = steps.shift() ?? 0;
      if (by.clock) shared.clock.advance({ ms });
      else elapsed += ms;
      return okAsync(undefined);
    });
    const at = office({ notifier: slow, stopwatch: () => elapsed, settings: { leaseMs: 20_000 } }, shared);
    const bookingId = await booked(at);
    for (let n = 0; n < 3; n += 1) (await at.bookings.update({ bookingId, notes: `${n}` }))._unsafeUnwrap();
    await at.bookings.background.runOnce();

    // The second begins a millisecond before half time, the third not any more.
    expect(leases).toEqual([1, 1, 2, 2]);
  });

  it('begins nothing that it could not finish within its lease', async () => {
    const shared = house();
    // Each takes ten seconds of the sixty; one booking's events come one after another.
    const slow = notifier(() => {
      shared.clock.advance({ ms: 10_000 });
      return okAsync(undefined);
    });
    const at = office({ notifier: slow }, shared);
    const bookingId = await booked(at);
    for (let n = 0; n < 9; n += 1) (await at.bookings.update({ bookingId, notes: `${n}` }))._unsafeUnwrap();

    const delivered = [];
    for (let n = 0; n < 4; n += 1) delivered.push((await at.bookings.background.runOnce()).delivered);

    expect(slow.attempts).toHaveLength(10);
    // Three to a lease, for half of it; nor does one pass go on for longer.
    expect(delivered).toEqual([3, 3, 3, 1]);
  });
});
