import { describe, expect, it } from 'vitest';
import { answerLost, none, precededBy, requestLost } from '../../faults/faults.js';
import { COMMANDS, type Case } from './commands.js';
import { booked, bookingsIn, chair, house, KEY, type Office, office, story, written } from './office.js';

const MORE_THAN_THE_BUDGET = 9;
const WAYS = [
  { with: 'a key', options: KEY },
  { with: 'no key', options: {} },
];

/** Exactly one effect, and the event that says so. */
async function tookPlaceOnce(at: Office, { event }: Case, before: number): Promise<void> {
  expect(await written(at)).toEqual({ bookings: 1, events: before + 1 });
  const [booking] = await bookingsIn(at);
  expect((await story(at, booking?.bookingId ?? '')).at(-1)).toBe(event);
}

/** The next commit gets there; no read does after it. */
function downAfterCommit({ faults }: Office): void {
  const committed = faults.count('commit');
  faults.always(() => (faults.count('commit') > committed ? requestLost : none));
}

describe.each(COMMANDS)('$name, with a commit whose outcome is unknown', (command) => {
  describe.each(WAYS)('with $with', ({ options }) => {
    it('took place, and only its acknowledgement was lost: the answer is its own', async () => {
      const at = office();
      const id = await command.prepare(at);
      const before = (await written(at)).events;
      at.faults.next('commit', answerLost);

      const told = (await command.send(at.bookings, id, options))._unsafeUnwrap();

      expect(told).toMatchObject({ replayed: false, booking: { status: command.status } });
      await tookPlaceOnce(at, command, before);
    });

    it('never got there: it is tried again and takes place once', async () => {
      const at = office();
      const id = await command.prepare(at);
      const before = (await written(at)).events;
      at.faults.next('commit', requestLost, requestLost);

      const told = (await command.send(at.bookings, id, options))._unsafeUnwrap();

      expect(told).toMatchObject({ replayed: false, booking: { status: command.status } });
      await tookPlaceOnce(at, command, before);
    });

    it('is lost twice in different ways: one effect, the right answer', async () => {
      const at = office();
      const id = await command.prepare(at);
      const before = (await written(at)).events;
      at.faults.next('commit', requestLost, answerLost);
      at.faults.next('history', requestLost);

      const told = (await command.send(at.bookings, id, options))._unsafeUnwrap();

      expect(told).toMatchObject({ replayed: false, booking: { status: command.status } });
      await tookPlaceOnce(at, command, before);
    });

    it('never got there, however often: the outcome stays unknown and is said to be', async () => {
      const at = office();
      const id = await command.prepare(at);
      const before = await written(at);
      at.faults.next('commit', ...Array.from({ length: MORE_THAN_THE_BUDGET }, () => requestLost));

      const told = (await command.send(at.bookings, id, options))._unsafeUnwrapErr();

      expect(told).toEqual({ kind: 'store_unavailable', replayed: false });
      expect(await written(at)).toEqual(before);
    });

    it('took place just before the store went away for good: store_unavailable, never a refusal', async () => {
      const at = office();
      const id = await command.prepare(at);
      const before = (await written(at)).events;
      at.faults.next('commit', answerLost);
      downAfterCommit(at);

      const told = (await command.send(at.bookings, id, options))._unsafeUnwrapErr();

      expect(told).toEqual({ kind: 'store_unavailable', replayed: false });
      await tookPlaceOnce(at, command, before);
    });
  });

  it('the same key again gets the same answer, as a replay', async () => {
    const at = office();
    const id = await command.prepare(at);
    const before = (await written(at)).events;
    at.faults.next('commit', answerLost);
    const first = (await command.send(at.bookings, id, KEY))._unsafeUnwrap();

    const again = (await command.send(at.bookings, id, KEY))._unsafeUnwrap();

    expect(again).toEqual({ ...first, replayed: true });
    await tookPlaceOnce(at, command, before);
  });

  it('after store_unavailable, the same key finds out what came of it', async () => {
    const at = office();
    const id = await command.prepare(at);
    const before = (await written(at)).events;
    at.faults.next('commit', answerLost);
    downAfterCommit(at);
    expect((await command.send(at.bookings, id, KEY))._unsafeUnwrapErr().kind).toBe('store_unavailable');
    at.faults.calm();

    const again = (await command.send(at.bookings, id, KEY))._unsafeUnwrap();

    expect(again).toMatchObject({ replayed: true, booking: { status: command.status } });
    await tookPlaceOnce(at, command, before);
  });
});

describe('a lost acknowledgement', () => {
  it('is looked for by the one event that was to be written, and no more of the history is read', async () => {
    const at = office();
    const bookingId = await booked(at);
    at.faults.next('commit', answerLost);

    expect((await at.bookings.cancel({ bookingId })).isOk()).toBe(true);

    const asked = at.faults.calls.filter(({ operation }) => operation === 'history');
    expect(asked.map(({ args }) => args)).toEqual([[bookingId, 1, 1]]);
  });
});

describe('all ids of a request', () => {
  it('are drawn once, however many attempts it takes', async () => {
    const calm = office();
    await booked(calm);
    const at = office();
    at.faults.next('commit', requestLost, requestLost, requestLost);

    await booked(at);

    expect(at.faults.count('commit')).toBe(4);
    expect(at.drawn).toHaveLength(calm.drawn.length);
  });
});

describe('a keyed create whose record has expired before its lost answer is looked for', () => {
  it('is answered by its event, and not refused by its own slot', async () => {
    const at = office({ settings: { rememberMs: 5 }, random: { next: () => 1 } });
    at.faults.next('commit', answerLost);

    const told = (await at.bookings.create(chair(), KEY))._unsafeUnwrap();

    expect(told).toMatchObject({ replayed: false, booking: { status: 'confirmed' } });
    expect((await written(at)).bookings).toBe(1);
  });
});

describe('two commits of one request whose outcome is unknown, with commits of others before, between and after', () => {
  it('are told apart: the one that took place is found, and not repeated', async () => {
    const shared = house();
    const at = office({}, shared);
    const other = office({}, shared);
    const bookingId = await booked(other);
    const noted = (notes: string) => () => other.bookings.update({ bookingId, notes }).unwrapOr(undefined);
    at.faults.next('load', none, precededBy(noted('before')), precededBy(noted('after')));
    at.faults.next('commit', requestLost, answerLost);

    const told = (await at.bookings.update({ bookingId, notes: 'ours' }))._unsafeUnwrap();

    expect(told.booking).toMatchObject({ version: 3, notes: 'ours' });
    const history = (await shared.inner.repository.history(bookingId, 0, 9))._unsafeUnwrap();
    expect(history.map(({ event }) => event.booking.notes)).toEqual([undefined, 'before', 'ours', 'after']);
  });
});
