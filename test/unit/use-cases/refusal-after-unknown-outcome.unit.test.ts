import { describe, expect, it } from 'vitest';
import { answerLost, happensAfter, none, precededBy, requestLost } from '../../faults/faults.js';
import { turns } from '../../faults/random-faults.js';
import { LATER } from './commands.js';
import { booked, bookingsIn, chair, gate, KEY, office, offer, story, taken, written } from './office.js';

/** An office whose first commit is given up on, and only happens when it is told to. */
function withLateCommit() {
  const at = office();
  const due = gate();
  const happen = async (): Promise<void> => {
    due.open();
    await turns(10);
  };
  return { at, happen, delay: () => at.faults.next('commit', happensAfter(due.opened)) };
}

describe('a create that would be refused by now, while its first commit may still happen', () => {
  it('without a key, is not refused: its start has passed, but the booking may yet be made', async () => {
    const { at, happen, delay } = withLateCommit();
    delay();
    at.faults.next('load', none, precededBy(async () => at.clock.advance({ hours: 3 })));

    const told = (await at.bookings.create(chair()))._unsafeUnwrapErr();
    await happen();

    expect(told).toEqual({ kind: 'store_unavailable', replayed: false });
    expect(await written(at)).toEqual({ bookings: 1, events: 1 });
  });

  it('without a key, is not refused by a new policy either', async () => {
    const { at, happen, delay } = withLateCommit();
    delay();
    at.faults.next('load', none, precededBy(() => offer(at, { capacity: 0 })));

    const told = (await at.bookings.create(chair()))._unsafeUnwrapErr();
    await happen();

    expect(told.kind).toBe('store_unavailable');
    expect(await taken(at)).toEqual([{ confirmedUnits: 1, holds: [] }]);
  });

  it('with a key, is refused for good: the record of the refusal keeps the commit from happening', async () => {
    const { at, happen, delay } = withLateCommit();
    delay();
    at.faults.next('load', none, precededBy(async () => at.clock.advance({ hours: 3 })));

    const told = (await at.bookings.create(chair(), KEY))._unsafeUnwrapErr();
    await happen();
    const again = (await at.bookings.create(chair(), KEY))._unsafeUnwrapErr();

    expect(told).toEqual({ kind: 'in_the_past', replayed: false });
    expect(again).toEqual({ kind: 'in_the_past', replayed: true });
    expect(await written(at)).toEqual({ bookings: 0, events: 0 });
  });

  it('without a key, is refused once its slot has been written to by another: its commit cannot happen any more', async () => {
    const { at, happen, delay } = withLateCommit();
    delay();
    const other = office({}, at);
    at.faults.next('load', none, precededBy(() => booked(other, { userId: 'bob' })));

    const told = (await at.bookings.create(chair()))._unsafeUnwrapErr();
    await happen();

    expect(told.kind).toBe('slot_unavailable');
    expect(await written(at)).toEqual({ bookings: 1, events: 1 });
  });

  it('without a key, makes the booking once its commit has failed on a day that has room left', async () => {
    const { at, happen, delay } = withLateCommit();
    await offer(at, { capacity: 2 });
    delay();
    const other = office({}, at);
    at.faults.next('load', none, precededBy(() => booked(other, { userId: 'bob' })));

    const told = (await at.bookings.create(chair()))._unsafeUnwrap();
    await happen();

    expect(told.replayed).toBe(false);
    expect(await taken(at)).toEqual([{ confirmedUnits: 2, holds: [] }]);
  });
});

describe('a confirm that comes too late by now, while its first commit may still happen', () => {
  it('without a key, is not told hold_expired', async () => {
    const { at, happen, delay } = withLateCommit();
    const bookingId = await booked(at, { hold: true });
    delay();
    at.faults.next('load', none, none, precededBy(async () => at.clock.advance({ minutes: 15 })));

    const told = (await at.bookings.confirm({ bookingId }))._unsafeUnwrapErr();
    await happen();

    expect(told.kind).toBe('store_unavailable');
    expect(await story(at, bookingId)).toEqual(['BookingHeld', 'BookingConfirmed']);
  });

  it('with a key, is told hold_expired, and it stays so', async () => {
    const { at, happen, delay } = withLateCommit();
    const bookingId = await booked(at, { hold: true });
    delay();
    at.faults.next('load', none, none, precededBy(async () => at.clock.advance({ minutes: 15 })));

    const told = (await at.bookings.confirm({ bookingId }, KEY))._unsafeUnwrapErr();
    await happen();

    expect(told.kind).toBe('hold_expired');
    expect(await story(at, bookingId)).toEqual(['BookingHeld']);
  });
});

describe('a keyless command that finds the booking moved on by another since its first commit', () => {
  it('is refused by what the booking is now: that commit cannot happen any more', async () => {
    const { at, happen, delay } = withLateCommit();
    const bookingId = await booked(at);
    delay();
    const other = office({}, at);
    at.faults.next('load', none, precededBy(async () => other.bookings.cancel({ bookingId })));

    const told = (await at.bookings.update({ bookingId, notes: 'by the window' }))._unsafeUnwrapErr();
    await happen();

    expect(told).toMatchObject({ kind: 'illegal_transition', from: 'cancelled' });
    expect(await story(at, bookingId)).toEqual(['BookingConfirmed', 'BookingCancelled']);
  });

  it('is told that nothing is left to do, when the other did the same', async () => {
    const { at, happen, delay } = withLateCommit();
    const bookingId = await booked(at);
    delay();
    const other = office({}, at);
    at.faults.next('load', none, none, precededBy(async () => other.bookings.reschedule({ bookingId, dateTime: LATER })));

    const told = (await at.bookings.reschedule({ bookingId, dateTime: LATER }))._unsafeUnwrap();
    await happen();

    expect(told).toMatchObject({ replayed: false, booking: { version: 2, dateTime: LATER } });
    expect(await story(at, bookingId)).toEqual(['BookingConfirmed', 'BookingRescheduled']);
  });
});

describe('the record of a refusal, with a commit whose outcome is unknown', () => {
  it.each([
    { lost: 'its acknowledgement', fault: answerLost },
    { lost: 'the request', fault: requestLost },
  ])('lost $lost: the refusal is the answer all the same, and is remembered', async ({ fault }) => {
    const at = office();
    await booked(at);
    at.faults.next('commit', fault);

    const told = (await at.bookings.create(chair({ userId: 'bob' }), KEY))._unsafeUnwrapErr();
    const again = (await at.bookings.create(chair({ userId: 'bob' }), KEY))._unsafeUnwrapErr();

    expect(told).toMatchObject({ kind: 'slot_unavailable', replayed: false });
    expect(again).toEqual({ ...told, replayed: true });
  });
});

describe('two commits of one keyless request, both with an unknown outcome', () => {
  it('is not refused while the earlier of them may still happen, though the later one cannot', async () => {
    const { at, happen, delay } = withLateCommit();
    const other = office({}, at);
    delay();
    at.faults.next('commit', requestLost);
    at.faults.next(
      'load',
      none,
      // By a new policy, the second commit touches the day before as well.
      precededBy(() => offer(other, { bufferBeforeMinutes: 720 })),
      none,
      precededBy(async () => {
        await booked(other, { userId: 'bob' });
        at.clock.advance({ hours: 27 });
      }),
    );
    const told = await at.bookings.create(chair({ dateTime: '2026-12-02T10:00:00Z' }));
    await happen();

    expect(told._unsafeUnwrapErr().kind).toBe('store_unavailable');
    expect((await bookingsIn(at)).map(({ userId }) => userId)).toEqual(['bob', 'ada']);
  });
});
