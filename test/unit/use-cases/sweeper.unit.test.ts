import { describe, expect, it } from 'vitest';
import { followedBy, none, precededBy, requestLost, throwing } from '../../faults/faults.js';
import { randomFaults, seeded } from '../../faults/random-faults.js';
import { notifier } from './messengers.js';
import { booked, bookingsIn, chair, house, NOW, type Office, office, offer, SLOT, story, taken } from './office.js';

const QUARTER = { minutes: 15 };
const HOLD = { hold: true };

const NOTHING = { delivered: 0, expired: 0, parked: 0, sweepFailures: 0 };

const pass = ({ bookings }: Office) => bookings.background.runOnce();
const sweep = async (at: Office): Promise<number> => (await pass(at)).expired;

async function manyHolds(at: Office, count: number): Promise<readonly string[]> {
  await offer(at, { capacity: count });
  const ids: string[] = [];
  for (let n = 0; n < count; n += 1) ids.push(await booked(at, { ...HOLD, userId: `u${n}` }));
  return ids;
}

describe('a hold that nobody confirms', () => {
  it('is recorded as expired at its instant, and not a millisecond before', async () => {
    const at = office();
    const bookingId = await booked(at, HOLD);
    at.clock.advance({ ...QUARTER, ms: -1 });
    expect(await sweep(at)).toBe(0);

    at.clock.advance({ ms: 1 });
    expect(await sweep(at)).toBe(1);

    const booking = (await at.bookings.get(bookingId))._unsafeUnwrap();
    expect(booking).toMatchObject({ status: 'expired', version: 2, expiredAt: new Date(at.clock.now()).toISOString() });
    expect(await taken(at)).toEqual([]);
    expect(await sweep(at)).toBe(0);
    expect(await story(at, bookingId)).toEqual(['BookingHeld', 'BookingExpired']);
  });

  it('is judged by the clock at the decision: one that was set back meanwhile still lets it live', async () => {
    const at = office();
    const bookingId = await booked(at, HOLD);
    at.clock.advance(QUARTER);
    at.faults.next('listLapsedHolds', followedBy(async () => at.clock.advance({ ms: -1 })));

    expect(await sweep(at)).toBe(0);
    expect((await at.bookings.confirm({ bookingId })).isOk()).toBe(true);
  });

  it('reads as held until that is recorded, with its expiry in the past and its slot free', async () => {
    const at = office();
    const bookingId = await booked(at, HOLD);
    at.clock.advance({ minutes: 20 });

    const booking = (await at.bookings.get(bookingId))._unsafeUnwrap();
    expect(booking).toMatchObject({ status: 'held', holdExpiresAt: '2026-12-01T08:15:00.000Z' });
    await booked(at, { userId: 'bob' });
  });

  it('expired when it did, not when that was noticed; the event says who noticed', async () => {
    const told = notifier();
    const at = office({ notifier: told });
    await booked(at, HOLD);
    at.clock.advance({ hours: 1 });

    await sweep(at);

    expect(told.received.at(-1)).toMatchObject({
      type: 'BookingExpired',
      occurredAt: '2026-12-01T09:00:00.000Z',
      actor: { subject: 'system', roles: ['system'] },
      booking: { expiredAt: '2026-12-01T08:15:00.000Z', updatedAt: '2026-12-01T09:00:00.000Z' },
    });
  });

  it('whose slot was taken meanwhile gives back nothing of its taker', async () => {
    const at = office();
    const bookingId = await booked(at, HOLD);
    at.clock.advance(QUARTER);
    await booked(at, { userId: 'bob' });

    expect(await sweep(at)).toBe(1);

    expect(await taken(at)).toEqual([{ confirmedUnits: 1, holds: [] }]);
    expect(await story(at, bookingId)).toEqual(['BookingHeld', 'BookingExpired']);
  });
});

describe('more lapsed holds than fit on a page', () => {
  it('are all recorded in one pass', async () => {
    const at = office();
    const ids = await manyHolds(at, 230);
    at.clock.advance(QUARTER);

    expect(await sweep(at)).toBe(ids.length);

    expect(at.faults.count('listLapsedHolds')).toBe(3);
    expect(new Set((await bookingsIn(at)).map(({ status }) => status))).toEqual(new Set(['expired']));
  });

  it('that were read up to a page that could not be: the rest at the next pass', async () => {
    const at = office();
    await manyHolds(at, 130);
    at.clock.advance(QUARTER);
    at.faults.next('listLapsedHolds', none, requestLost);

    expect(await pass(at)).toMatchObject({ expired: 100, sweepFailures: 1 });
    expect(at.logged).toContain('lapsed holds not readable');
    expect(await sweep(at)).toBe(30);
  });
});

describe('a pass that is told to end', () => {
  it('leaves what it has not begun to the next one, and calls none of it a failure', async () => {
    const at = office({ notifier: notifier() });
    await manyHolds(at, 130);
    at.clock.advance(QUARTER);
    const end = new AbortController();
    const ending = precededBy(async () => end.abort());
    at.faults.next('load', none, none, none, ending);

    expect(await at.bookings.background.runOnce(end.signal)).toMatchObject({ expired: 1, sweepFailures: 0, delivered: 0 });
    expect(at.faults.count('listLapsedHolds')).toBe(1);
    expect(at.logged).toEqual([]);
    expect(await sweep(at)).toBe(129);
  });

  it('asks for no further page', async () => {
    const at = office();
    await manyHolds(at, 130);
    at.clock.advance(QUARTER);
    const end = new AbortController();
    at.faults.next('listLapsedHolds', followedBy(async () => end.abort()));

    expect(await at.bookings.background.runOnce(end.signal)).toEqual(NOTHING);
    expect(at.faults.count('listLapsedHolds')).toBe(1);
  });
});

describe('a hold that cannot be recorded as expired', () => {
  it('does not stop the others, and is tried again at the next pass', async () => {
    const at = office();
    await manyHolds(at, 3);
    at.clock.advance(QUARTER);
    at.faults.next('load', requestLost);

    expect(await pass(at)).toMatchObject({ expired: 2, sweepFailures: 1 });
    expect(at.logged).toContain('lapsed hold not recorded');
    expect(await sweep(at)).toBe(1);
  });

  it('because the store has a bug with it, does not stop the others nor the relay', async () => {
    const told = notifier();
    const at = office({ notifier: told });
    await manyHolds(at, 3);
    at.clock.advance(QUARTER);
    at.faults.next('load', throwing(new Error('unreadable row')));

    expect(await at.bookings.background.runOnce()).toEqual({ delivered: 5, expired: 2, parked: 0, sweepFailures: 1 });
    expect(at.logged).toContain('lapsed hold not recorded');
  });
});

describe('a hold that is confirmed while the sweeper is on its way', () => {
  it.each([
    { when: 'after it was listed', faults: { list: followedBy, load: undefined } },
    { when: 'after it was loaded', faults: { list: undefined, load: precededBy } },
  ])('$when: it stays confirmed', async ({ faults: { list, load } }) => {
    const shared = house();
    const at = office({ aheadMs: 2_000 }, shared);
    const slow = office({}, shared);
    const bookingId = await booked(slow, HOLD);
    shared.clock.advance({ ...QUARTER, ms: -1 });
    const confirm = async () => slow.bookings.confirm({ bookingId });
    if (list) at.faults.next('listLapsedHolds', list(confirm));
    if (load) at.faults.next('load', none, load(confirm));

    expect(await pass(at)).toEqual(NOTHING);

    expect(await story(shared, bookingId)).toEqual(['BookingHeld', 'BookingConfirmed']);
    expect(await taken(shared)).toEqual([{ confirmedUnits: 1, holds: [] }]);
  });

  it('in any interleaving, it ends as one of the two', async () => {
    const seen = new Set<string>();
    for (let seed = 1; seed <= 60; seed += 1) {
      const shared = house();
      const at = office({ aheadMs: 2_000, seed }, shared);
      const slow = office({ seed }, shared);
      const bookingId = await booked(slow, HOLD);
      shared.clock.advance({ ...QUARTER, ms: -1 });
      const random = seeded(seed);
      for (const { faults } of [at, slow]) faults.always(randomFaults(random, { turns: 6 }));

      const [told, expired] = await Promise.all([slow.bookings.confirm({ bookingId }), sweep(at)]);

      expect({ seed, both: told.isOk() && expired > 0, neither: told.isErr() && expired === 0 }).toEqual({
        seed,
        both: false,
        neither: false,
      });
      seen.add(told.isOk() ? 'confirmed' : told.error.kind);
    }
    expect(seen).toEqual(new Set(['confirmed', 'hold_expired']));
  });
});

describe('a lapsed hold that a list still shows', () => {
  it('and that is in the store no more, is none: it is no failure', async () => {
    const elsewhere = office();
    await booked(elsewhere, HOLD);
    const { inner, clock } = house();
    const { listLapsedHolds } = elsewhere.inner.repository;
    const at = office({}, { inner: { ...inner, repository: { ...inner.repository, listLapsedHolds } }, clock });
    clock.advance(QUARTER);

    expect(await pass(at)).toEqual(NOTHING);
    expect(at.logged).toEqual(['lapsed hold not recorded']);
  });
});

describe('two sweepers at once', () => {
  it('record every hold once', async () => {
    const shared = house();
    const at = office({}, shared);
    const ids = await manyHolds(at, 10);
    shared.clock.advance(QUARTER);
    const random = seeded(3);
    const sweepers = [office({}, shared), office({}, shared)];
    for (const { faults } of sweepers) faults.always(randomFaults(random, { turns: 5 }));

    await Promise.all(sweepers.map(sweep));

    for (const bookingId of ids) expect(await story(shared, bookingId)).toEqual(['BookingHeld', 'BookingExpired']);
  });
});

describe('a hold on a slot that is near', () => {
  it('lapses when the slot starts, however long holds may last', async () => {
    const at = office();
    await offer(at, { holdMinutes: 600 });
    const { booking } = (await at.bookings.create({ ...chair(), hold: true }))._unsafeUnwrap();
    expect(booking).toMatchObject({ createdAt: NOW, holdExpiresAt: SLOT });

    at.clock.set(SLOT);
    expect(await sweep(at)).toBe(1);
  });
});
