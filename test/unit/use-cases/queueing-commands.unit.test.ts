import { describe, expect, it } from 'vitest';
import { followedBy, precededBy, requestLost, throwing } from '../../faults/faults.js';
import { LATER } from './commands.js';
import { booked, chair, gate, NOW, type Office, office, offer, taken, written } from './office.js';

const commitsOf = ({ faults }: Office): number => faults.count('commit');

/** The bookings that were sent to be committed, in that order. */
const sent = ({ faults }: Office): readonly unknown[] =>
  faults.calls.filter(({ operation }) => operation === 'commit').map(({ args }) => args[0]);

describe('a crowd on one slot in one process', () => {
  it('costs one write each for those who get in, and none for those who do not', async () => {
    const at = office();
    await offer(at, { capacity: 10 });

    const told = await Promise.all(Array.from({ length: 100 }, (_, n) => at.bookings.create(chair({ userId: `u${n}` }))));

    expect(told.filter((reply) => reply.isOk())).toHaveLength(10);
    expect(commitsOf(at)).toBe(10);
    expect(at.clock.now()).toBe(Date.parse(NOW));
    expect(await taken(at)).toEqual([{ confirmedUnits: 10, holds: [] }]);
  });

  it('on one booking is served one after another: no conflict, every version written once', async () => {
    const at = office();
    const bookingId = await booked(at);

    await Promise.all(Array.from({ length: 20 }, (_, n) => at.bookings.update({ bookingId, notes: `${n}` })));

    expect(commitsOf(at)).toBe(21);
    expect(await written(at)).toEqual({ bookings: 1, events: 21 });
  });

  it('moves that cross each other, over several days, all end', async () => {
    const at = office();
    await offer(at, { durationMinutes: 600, bufferAfterMinutes: 600 });
    const days = ['2026-12-01', '2026-12-03', '2026-12-05'].map((day) => `${day}T10:00:00Z`);
    const ids = await Promise.all(days.map((dateTime) => booked(at, { dateTime })));

    const told = await Promise.all(
      ids.flatMap((bookingId) => days.map((dateTime) => at.bookings.reschedule({ bookingId, dateTime }))),
    );

    const kinds = told.map((reply) => (reply.isOk() ? 'moved' : reply.error.kind));
    expect(new Set(kinds)).toEqual(new Set(['moved', 'slot_unavailable']));
  });
});

describe('a command that waits for a slow one before it', () => {
  it('gives up when its signal aborts: nothing is written, and it says so', async () => {
    const at = office();
    const { opened, open } = gate();
    at.faults.next('load', followedBy(() => opened));
    const slow = at.bookings.create(chair());
    const giveUp = new AbortController();
    const waiting = at.bookings.create(chair({ userId: 'bob', dateTime: LATER }), { signal: giveUp.signal });

    giveUp.abort();
    expect((await waiting)._unsafeUnwrapErr()).toEqual({ kind: 'aborted', replayed: false });
    open();
    (await slow)._unsafeUnwrap();
    expect(await written(at)).toEqual({ bookings: 1, events: 1 });
  });

  it('gets try_again when it has waited too long', async () => {
    const at = office();
    const { opened, open } = gate();
    at.faults.next('load', followedBy(() => opened));
    const slow = at.bookings.create(chair());
    const waiting = at.bookings.create(chair({ dateTime: LATER }));
    at.clock.advance({ ms: 10_001 });
    open();

    expect((await waiting)._unsafeUnwrapErr()).toEqual({ kind: 'try_again', replayed: false });
    (await slow)._unsafeUnwrap();
  });

  it('is not held up by one that backs off', async () => {
    const at = office();
    const elsewhere = office({}, at);
    await offer(at, { capacity: 3 });
    at.faults.next('commit', precededBy(() => booked(elsewhere)));

    const told = await Promise.all([at.bookings.create(chair()), at.bookings.create(chair({ userId: 'bob' }))]);

    expect(told.map((reply) => reply.isOk())).toEqual([true, true]);
    expect(sent(at)).toMatchObject(['ada', 'bob', 'ada'].map((userId) => ({ booking: { userId } })));
  });

  it('is not held up by one that backs off on the same booking either', async () => {
    const at = office();
    const elsewhere = office({}, at);
    const bookingId = await booked(at);
    at.faults.next('commit', precededBy(async () => elsewhere.bookings.update({ bookingId, notes: 'theirs' })));

    const told = await Promise.all(['one', 'two'].map((notes) => at.bookings.update({ bookingId, notes })));

    expect(told.map((reply) => reply.isOk())).toEqual([true, true]);
    const updates = sent(at).slice(1);
    expect(updates).toMatchObject(['one', 'two', 'one'].map((notes) => ({ booking: { notes } })));
  });

  it('is served although the one before it threw', async () => {
    const at = office();
    at.faults.next('load', throwing(new Error('bug of the adapter')));
    const first = at.bookings.create(chair());
    const second = at.bookings.create(chair({ userId: 'bob' }));

    await expect(async () => first).rejects.toThrow('bug of the adapter');
    expect((await second)._unsafeUnwrap().booking.userId).toBe('bob');
  });

  it('is served although the store was down for the one before it', async () => {
    const at = office();
    at.faults.next('load', requestLost);
    const first = at.bookings.create(chair());
    const second = at.bookings.create(chair({ userId: 'bob' }));

    expect((await first)._unsafeUnwrapErr().kind).toBe('store_unavailable');
    (await second)._unsafeUnwrap();
  });
});
