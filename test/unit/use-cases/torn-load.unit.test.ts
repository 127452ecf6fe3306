import { describe, expect, it } from 'vitest';
import type { LoadKeys } from '../../../src/ports/index.js';
import { none, precededBy } from '../../faults/faults.js';
import { LATER } from './commands.js';
import { booked, dayOf, house, KEY, type Office, office, overwrite, SLOT, story, taken } from './office.js';

const WAYS = [
  { way: 'no key', options: {} },
  { way: 'a key', options: KEY },
];

/** Somebody else does this after the booking is read and before its service days are. */
function betweenTheLoads(at: Office, change: (other: Office) => Promise<unknown>): void {
  const other = office({}, at);
  at.faults.next('load', none, precededBy(() => change(other)));
}

describe.each(WAYS)('a booking and its service days read at different times, with $way', ({ options }) => {
  it('a slot that was left in between is no corruption: the command is decided again', async () => {
    const at = office();
    const bookingId = await booked(at);
    betweenTheLoads(at, async ({ bookings }) => bookings.reschedule({ bookingId, dateTime: LATER }));

    const told = (await at.bookings.cancel({ bookingId }, options))._unsafeUnwrap();

    expect(told.booking).toMatchObject({ status: 'cancelled', version: 3, dateTime: LATER });
    expect(await taken(at)).toEqual([]);
  });

  it('a slot that was left in between twice is no corruption either: it was missing at other versions', async () => {
    const at = office();
    const other = office({}, at);
    const bookingId = await booked(at);
    const moved = (dateTime: string) => precededBy(async () => other.bookings.reschedule({ bookingId, dateTime }));
    at.faults.next('load', none, moved(LATER), none, moved(SLOT));

    const told = (await at.bookings.cancel({ bookingId }, options))._unsafeUnwrap();

    expect(told.booking).toMatchObject({ status: 'cancelled', version: 4, dateTime: SLOT });
    expect(await taken(at)).toEqual([]);
  });

  it('a slot that was given back in between is not given back twice', async () => {
    const at = office();
    const bookingId = await booked(at);
    betweenTheLoads(at, async ({ bookings }) => bookings.cancel({ bookingId }));

    const told = (await at.bookings.cancel({ bookingId }, options))._unsafeUnwrap();

    expect(told.booking).toMatchObject({ status: 'cancelled', version: 2 });
    expect(await story(at, bookingId)).toEqual(['BookingConfirmed', 'BookingCancelled']);
  });

  it('a hold that was moved in between is not taken for lapsed', async () => {
    const at = office();
    const bookingId = await booked(at, { hold: true });
    betweenTheLoads(at, async ({ bookings }) => bookings.reschedule({ bookingId, dateTime: LATER }));

    const told = (await at.bookings.confirm({ bookingId }, options))._unsafeUnwrap();

    expect(told.booking).toMatchObject({ status: 'confirmed', dateTime: LATER });
    expect(await taken(at)).toEqual([{ confirmedUnits: 1, holds: [] }]);
  });

  it('a hold that was confirmed in between is confirmed once', async () => {
    const at = office();
    const bookingId = await booked(at, { hold: true });
    betweenTheLoads(at, async ({ bookings }) => bookings.confirm({ bookingId }));

    const told = (await at.bookings.confirm({ bookingId }, options))._unsafeUnwrap();

    expect(told.booking).toMatchObject({ status: 'confirmed', version: 2 });
    expect(await taken(at)).toEqual([{ confirmedUnits: 1, holds: [] }]);
  });

  it('a claim that is missing at two versions is no corruption yet: at a third one it may be back', async () => {
    const at = office();
    const bookingId = await booked(at);
    const day = await dayOf(at);
    const written = (claims: typeof day.claims) => precededBy(async () => overwrite(at, await dayOf(at), claims));
    at.faults.next('load', none, written([]), none, written([]), none, written(day.claims));

    const told = (await at.bookings.cancel({ bookingId }, options))._unsafeUnwrap();

    expect(told.booking).toMatchObject({ status: 'cancelled', version: 2 });
    expect(await taken(at)).toEqual([]);
  });

  it('a claim that stays missing at the same versions is corruption: thrown, and nothing is written', async () => {
    const at = office();
    const bookingId = await booked(at);
    await overwrite(at, await dayOf(at), []);

    await expect(async () => at.bookings.cancel({ bookingId }, options)).rejects.toMatchObject({
      name: 'CorruptServiceDay',
      message: expect.stringContaining(bookingId),
    });

    expect(at.faults.count('load')).toBe(5);
    expect(await story(at, bookingId)).toEqual(['BookingConfirmed']);
  });
});

describe('a booking that its store has lost when it is read again', () => {
  it('is decided on again, and not found', async () => {
    const shared = house();
    const { repository } = shared.inner;
    let lost = false;
    const losing = {
      ...shared.inner,
      repository: {
        ...repository,
        load: (keys: LoadKeys) => repository.load(lost ? { ...keys, bookingId: undefined } : keys),
        get: (bookingId: string) => {
          lost = true;
          return repository.get(`not ${bookingId}`);
        },
      },
    };
    const at = office({}, { ...shared, inner: losing });
    const bookingId = await booked(at);
    expect((await at.bookings.complete({ bookingId }))._unsafeUnwrapErr().kind).toBe('not_found');
  });
});

describe('corruption', () => {
  it('is fewer units than claimed, too: never clamped', async () => {
    const at = office();
    const bookingId = await booked(at, { units: 1 });
    const day = await dayOf(at);
    await overwrite(at, day, day.claims.map((claim) => ({ ...claim, confirmedUnits: 0 })));

    await expect(async () => at.bookings.reschedule({ bookingId, dateTime: LATER })).rejects.toThrow('2026-12-01');
  });

  it('holds up nobody else: the day and the booking stay usable', async () => {
    const at = office();
    const bookingId = await booked(at);
    await overwrite(at, await dayOf(at), []);
    await expect(async () => at.bookings.cancel({ bookingId })).rejects.toThrow(bookingId);

    expect((await at.bookings.update({ bookingId, notes: 'ask staff' }))._unsafeUnwrap().booking.version).toBe(2);
    await booked(at, { userId: 'bob' });
  });
});
