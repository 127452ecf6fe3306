import { describe, expect, it } from 'vitest';
import { user } from '../../../src/entrypoints/testing/index.js';
import { precededBy, requestLost } from '../../faults/faults.js';
import { LATER } from './commands.js';
import { booked, chair, KEY, type Office, office, offer, story } from './office.js';

// A refusal and a no-op write nothing that would fail on a stale version: without a key the booking is read again, with
// one the record's commit carries the version. Where service days were read too, a commit of nothing else carries it.
const WAYS = [
  { way: 'no key', options: {}, lastStep: 'get' as const },
  { way: 'a key', options: KEY, lastStep: 'commit' as const },
];

/** Somebody else does this after the decision and just before it is answered. */
function meanwhile(at: Office, step: 'get' | 'commit', change: (other: Office) => Promise<unknown>): void {
  const other = office({}, at);
  at.faults.next(step, precededBy(() => change(other)));
}

describe.each(WAYS)('a booking that changes between decision and answer, with $way', ({ options, lastStep }) => {
  it('a refusal that does not hold any more is not given', async () => {
    const at = office();
    await offer(at, { cancellationNoticeMinutes: 180 });
    const bookingId = await booked(at, { userId: 'ada' });
    meanwhile(at, 'commit', async ({ bookings }) => bookings.reschedule({ bookingId, dateTime: LATER }));

    const told = (await at.bookings.cancel({ bookingId }, { ...options, actor: user('ada') }))._unsafeUnwrap();

    expect(told).toMatchObject({ replayed: false, booking: { status: 'cancelled', version: 3 } });
  });

  it('a mismatch of versions that does not hold any more is not given', async () => {
    const at = office();
    const bookingId = await booked(at);
    meanwhile(at, lastStep, async ({ bookings }) => bookings.update({ bookingId, notes: 'first' }));

    const told = (await at.bookings.update({ bookingId, notes: 'second' }, { ...options, ifMatch: 2 }))._unsafeUnwrap();

    expect(told.booking).toMatchObject({ version: 3, notes: 'second' });
  });

  it('a no-op is not claimed of a booking that is not so any more', async () => {
    const at = office();
    const bookingId = await booked(at);
    meanwhile(at, lastStep, async ({ bookings }) => bookings.cancel({ bookingId }));

    const told = (await at.bookings.confirm({ bookingId }, options))._unsafeUnwrapErr();

    expect(told).toEqual({ kind: 'illegal_transition', from: 'cancelled', command: 'confirm', replayed: false });
  });

  it('a no-op that has something to do by now does it', async () => {
    const at = office();
    const bookingId = await booked(at, { notes: 'by the window' });
    meanwhile(at, lastStep, async ({ bookings }) => bookings.update({ bookingId, notes: null }));

    const told = (await at.bookings.update({ bookingId, notes: 'by the window' }, options))._unsafeUnwrap();

    expect(told.booking).toMatchObject({ version: 3, notes: 'by the window' });
    expect(await story(at, bookingId)).toEqual(['BookingConfirmed', 'BookingUpdated', 'BookingUpdated']);
  });

  it('a booking that never stands still gets try_again, not a guess', async () => {
    const at = office();
    const bookingId = await booked(at);
    const other = office({}, at);
    let notes = 0;
    const move = precededBy(async () => {
      notes += 1;
      return other.bookings.update({ bookingId, notes: `${notes}` });
    });
    at.faults.next(lastStep, ...Array.from({ length: 20 }, () => move));

    const told = (await at.bookings.confirm({ bookingId }, options))._unsafeUnwrapErr();

    expect(told).toEqual({ kind: 'try_again', replayed: false });
    expect(notes).toBe(8);
  });
});

describe('the second look without a key', () => {
  it('that is not answered leaves the outcome open', async () => {
    const at = office();
    const bookingId = await booked(at);
    at.faults.next('get', requestLost);

    expect((await at.bookings.confirm({ bookingId }))._unsafeUnwrapErr().kind).toBe('store_unavailable');
  });

  it('is not needed by a create, whose refusal rests on the day alone', async () => {
    const at = office();
    await booked(at);

    expect((await at.bookings.create(chair({ userId: 'bob' })))._unsafeUnwrapErr().kind).toBe('slot_unavailable');
    expect(at.faults.count('get')).toBe(0);
  });
});
