import { describe, expect, it } from 'vitest';
import type { Answer } from '../../../src/index.js';
import { followedBy, happensAfter, none, precededBy } from '../../faults/faults.js';
import { turns } from '../../faults/random-faults.js';
import { type Case, COMMANDS, LATER, ON_BOOKINGS } from './commands.js';
import { booked, chair, gate, KEY, type Office, office, story, taken, written } from './office.js';

const WAYS = [
  { with: 'a key', options: KEY },
  { with: 'no key', options: {} },
];

/** The next commit is given up on and happens later: when that is, is for the caller to say. */
function lateCommit({ faults }: Office): () => Promise<void> {
  const due = gate();
  faults.next('commit', happensAfter(due.opened));
  return async () => {
    due.open();
    await turns(10);
  };
}

/** Exactly one effect, and the answer is the request's own. */
async function tookPlaceOnce(at: Office, { event, status }: Case, before: number, told: Answer): Promise<void> {
  expect(told).toMatchObject({ replayed: false, booking: { status } });
  expect(await written(at)).toEqual({ bookings: 1, events: before + 1 });
  expect((await story(at, told.booking.bookingId)).at(-1)).toBe(event);
}

/** The loads of a first attempt: the booking and, where it touches any, its service days. */
const loadsOf = (name: string) => (['confirm', 'reschedule', 'cancel'].includes(name) ? [none, none] : [none]);

describe.each(COMMANDS)('$name, with a commit that happens after it was given up on', (command) => {
  describe.each(WAYS)('with $with', ({ options }) => {
    it('just before the next attempt reads: one effect, the right answer', async () => {
      const at = office();
      const id = await command.prepare(at);
      const before = (await written(at)).events;
      at.faults.next('load', ...loadsOf(command.name), precededBy(lateCommit(at)));

      const told = (await command.send(at.bookings, id, options))._unsafeUnwrap();

      await tookPlaceOnce(at, command, before, told);
    });

    it('just before the next attempt commits: one effect, the right answer', async () => {
      const at = office();
      const id = await command.prepare(at);
      const before = (await written(at)).events;
      const happen = lateCommit(at);
      at.faults.next('commit', precededBy(happen));

      const told = (await command.send(at.bookings, id, options))._unsafeUnwrap();

      await tookPlaceOnce(at, command, before, told);
    });

    it('long after it was answered: it comes to nothing', async () => {
      const at = office();
      const id = await command.prepare(at);
      const before = (await written(at)).events;
      const happen = lateCommit(at);

      (await command.send(at.bookings, id, options))._unsafeUnwrap();
      await happen();

      expect(await written(at)).toEqual({ bookings: 1, events: before + 1 });
    });
  });

  it('and is asked for again with its key meanwhile: one effect, equal answers, one of them the first', async () => {
    const at = office();
    const id = await command.prepare(at);
    const before = (await written(at)).events;
    const happen = lateCommit(at);

    const [one, two] = await Promise.all([command.send(at.bookings, id, KEY), command.send(at.bookings, id, KEY), happen()]);

    const answers = [one._unsafeUnwrap(), two._unsafeUnwrap()];
    expect(answers[0]?.booking).toEqual(answers[1]?.booking);
    expect(answers.filter(({ replayed }) => !replayed)).toHaveLength(1);
    expect((await written(at)).events).toBe(before + 1);
  });
});

describe('a keyless create whose commit happens between two of its reads', () => {
  it('is not refused for the slot that it has itself taken', async () => {
    const at = office();
    const happen = lateCommit(at);
    at.faults.next('load', none, precededBy(happen));

    const told = (await at.bookings.create(chair()))._unsafeUnwrap();

    expect(told.replayed).toBe(false);
    expect(await written(at)).toEqual({ bookings: 1, events: 1 });
    expect(await taken(at)).toEqual([{ confirmedUnits: 1, holds: [] }]);
  });
});

describe.each(ON_BOOKINGS)('a keyless $name whose commit happens between two of its reads', (command) => {
  it('is not refused for the version that it has itself written', async () => {
    const at = office();
    const id = await command.prepare(at);
    const before = (await written(at)).events;
    const happen = lateCommit(at);
    at.faults.next('load', ...loadsOf(command.name), precededBy(happen));

    const told = (await command.send(at.bookings, id, { ifMatch: 1 }))._unsafeUnwrap();

    expect(told).toMatchObject({ replayed: false, booking: { status: command.status, version: 2 } });
    expect((await written(at)).events).toBe(before + 1);
  });
});

describe('a keyless command whose late commit is followed by the change of another', () => {
  it('complete: the correction to no-show stays, and the completion is not made a second time', async () => {
    const at = office();
    const bookingId = await booked(at);
    at.clock.advance({ hours: 3 });
    const happen = lateCommit(at);
    const other = office({}, at);
    at.faults.next('load', none, precededBy(async () => {
      await happen();
      (await other.bookings.markNoShow({ bookingId }))._unsafeUnwrap();
    }));

    const told = (await at.bookings.complete({ bookingId }))._unsafeUnwrap();

    expect(told).toMatchObject({ replayed: false, booking: { status: 'completed', version: 2 } });
    expect(await story(at, bookingId)).toEqual(['BookingConfirmed', 'BookingCompleted', 'BookingNoShow']);
  });

  it('reschedule: the way back stays, and the booking is not moved a second time', async () => {
    const at = office();
    const bookingId = await booked(at);
    const happen = lateCommit(at);
    const other = office({}, at);
    at.faults.next('load', none, none, precededBy(async () => {
      await happen();
      (await other.bookings.reschedule({ bookingId, dateTime: chair().dateTime }))._unsafeUnwrap();
    }));

    const told = (await at.bookings.reschedule({ bookingId, dateTime: LATER }))._unsafeUnwrap();

    expect(told).toMatchObject({ replayed: false, booking: { dateTime: LATER, version: 2 } });
    expect(await story(at, bookingId)).toEqual(['BookingConfirmed', 'BookingRescheduled', 'BookingRescheduled']);
  });

  it('confirm: a cancellation right after it does not make it refused', async () => {
    const at = office();
    const bookingId = await booked(at, { hold: true });
    const happen = lateCommit(at);
    const other = office({}, at);
    at.faults.next('load', none, none, precededBy(async () => {
      await happen();
      (await other.bookings.cancel({ bookingId }))._unsafeUnwrap();
    }));

    const told = (await at.bookings.confirm({ bookingId }))._unsafeUnwrap();

    expect(told).toMatchObject({ replayed: false, booking: { status: 'confirmed', version: 2 } });
  });

  it('with its service days read half before and half after it, a hold is not called expired', async () => {
    const at = office();
    const bookingId = await booked(at, { hold: true });
    const happen = lateCommit(at);
    at.faults.next('load', none, none, followedBy(happen));

    const told = (await at.bookings.confirm({ bookingId }))._unsafeUnwrap();

    expect(told).toMatchObject({ replayed: false, booking: { status: 'confirmed', version: 2 } });
    expect(await story(at, bookingId)).toEqual(['BookingHeld', 'BookingConfirmed']);
  });
});

describe('a commit that happens after the change of another client', () => {
  it('has come too late: only one of the two took place', async () => {
    const at = office();
    const bookingId = await booked(at);
    const happen = lateCommit(at);
    const other = office({}, at);
    // The second attempt finds the booking cancelled by someone else.
    at.faults.next('load', none, none, precededBy(async () => other.bookings.cancel({ bookingId })), none);

    const told = (await at.bookings.reschedule({ bookingId, dateTime: LATER }))._unsafeUnwrapErr();
    await happen();

    expect(told).toEqual({ kind: 'illegal_transition', from: 'cancelled', command: 'reschedule', replayed: false });
    expect(await story(at, bookingId)).toEqual(['BookingConfirmed', 'BookingCancelled']);
  });
});
