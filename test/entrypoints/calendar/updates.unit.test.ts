import type { ResultAsync } from 'holdfast';
import { describe, expect, it } from 'vitest';
import { ada, desk, type Desk, NOW, sam, TEN } from './desk.js';
import { onlyEntry, readCalendar } from './read-calendar.js';

const HALF_PAST_ELEVEN = '2026-12-01T11:30:00.000Z';

type Change = (desk: Desk, bookingId: string) => ResultAsync<unknown, unknown>;

const changes = {
  moved: ({ bookings }, bookingId) => bookings.reschedule({ bookingId, dateTime: HALF_PAST_ELEVEN }),
  shortened: ({ bookings }, bookingId) => bookings.reschedule({ bookingId, durationMinutes: 15 }),
  cancelled: ({ bookings }, bookingId) => bookings.cancel({ bookingId, reason: 'ill' }),
  noted: ({ bookings }, bookingId) => bookings.update({ bookingId, notes: 'by the window' }),
  'given metadata': ({ bookings }, bookingId) => bookings.update({ bookingId, metadata: { colour: 'red' } }),
  'given more units': ({ bookings }, bookingId) => bookings.update({ bookingId, units: 3 }),
  completed({ bookings, clock }, bookingId) {
    clock.set('2026-12-01T11:00:00Z');
    return bookings.complete({ bookingId });
  },
  'marked as a no-show'({ bookings, clock }, bookingId) {
    clock.set('2026-12-01T11:00:00Z');
    return bookings.markNoShow({ bookingId });
  },
} as const satisfies Record<string, Change>;

/** The entry before and after a change that was done a minute later. */
async function beforeAndAfter(name: keyof typeof changes, hold = false) {
  const at = desk();
  const bookingId = await at.book({ hold });
  const before = onlyEntry(await at.calendarOf(bookingId));
  at.clock.advance({ minutes: 1 });
  expect((await changes[name](at, bookingId)).isOk()).toBe(true);
  return { before, after: onlyEntry(await at.calendarOf(bookingId)), calendar: readCalendar(await at.calendarOf(bookingId)) };
}

describe('a booking as a calendar entry', () => {
  it('is what was booked, in UTC', async () => {
    const { calendarOf, book } = desk();
    const bookingId = await book({ notes: 'ring twice', metadata: { secret: 'x' } });
    const calendar = readCalendar(await calendarOf(bookingId));
    expect(calendar).toMatchObject({ method: 'PUBLISH', name: undefined, properties: ['version', 'prodid', 'method'] });
    expect(calendar.entries).toEqual([
      {
        uid: `${bookingId}@holdfast.internal`,
        sequence: 0,
        status: 'CONFIRMED',
        summary: 'Chair',
        description: 'ring twice',
        start: Date.parse(TEN),
        end: Date.parse(TEN) + 3_600_000,
        stamp: Date.parse(NOW),
        created: Date.parse(NOW),
        modified: Date.parse(NOW),
        busy: true,
        organizer: undefined,
        properties: ['uid', 'sequence', 'dtstamp', 'dtstart', 'dtend', 'summary', 'transp', 'description', 'status', 'created', 'last-modified'],
      },
    ]);
  });

  it('names who sends it where that was said, in a cancellation too', async () => {
    const { book, bookings, calendarOf } = desk({ organizer: { name: 'The "Desk"; Ltd', email: 'desk@example.com' } });
    const bookingId = await book();
    expect(onlyEntry(await calendarOf(bookingId)).organizer).toBe('mailto:desk@example.com');
    (await bookings.cancel({ bookingId }))._unsafeUnwrap();
    expect(onlyEntry(await calendarOf(bookingId)).organizer).toBe('mailto:desk@example.com');
  });
});

describe('a change of time or standing is an update of the same entry', () => {
  it.each(['moved', 'shortened', 'cancelled'] as const)('%s: the same UID, a higher SEQUENCE', async (name) => {
    for (const hold of [false, true]) {
      const { before, after } = await beforeAndAfter(name, hold);
      expect(after.uid).toBe(before.uid);
      expect(after.sequence).toBe(before.sequence + 1);
      expect([after.created, after.modified, after.stamp]).toEqual([before.created, before.modified + 60_000, before.stamp + 60_000]);
    }
  });

  it('rescheduled, it is at another time', async () => {
    const { before, after } = await beforeAndAfter('moved');
    expect(after.start).toBe(Date.parse(HALF_PAST_ELEVEN));
    expect(after.end - after.start).toBe(before.end - before.start);
    expect(after.status).toBe('CONFIRMED');
  });

  it('cancelled, it says so in every way that calendars know', async () => {
    const { after, calendar } = await beforeAndAfter('cancelled');
    expect(calendar.method).toBe('CANCEL');
    expect(after).toMatchObject({ status: 'CANCELLED', busy: false });
  });

  it('a hold that is confirmed, or expires', async () => {
    const at = desk();
    const [kept, lapsed] = [await at.book({ hold: true }), await at.book({ hold: true })];
    expect(onlyEntry(await at.calendarOf(kept))).toMatchObject({ status: 'TENTATIVE', sequence: 0, busy: true });
    (await at.bookings.confirm({ bookingId: kept, paymentReference: 'pay-1' }))._unsafeUnwrap();
    expect(onlyEntry(await at.calendarOf(kept))).toMatchObject({ status: 'CONFIRMED', sequence: 1 });
    at.clock.advance({ minutes: 31 });
    await at.bookings.background.runOnce();
    expect(readCalendar(await at.calendarOf(lapsed))).toMatchObject({
      method: 'CANCEL',
      entries: [{ status: 'CANCELLED', sequence: 1, busy: false }],
    });
  });
});

describe('any other change', () => {
  it.each(['noted', 'given metadata', 'given more units', 'completed', 'marked as a no-show'] as const)(
    '%s: the SEQUENCE stays, so nobody is told',
    async (name) => {
      const { before, after, calendar } = await beforeAndAfter(name);
      expect(calendar.method).toBe('PUBLISH');
      expect(after).toMatchObject({ uid: before.uid, sequence: before.sequence, start: before.start, end: before.end, status: 'CONFIRMED' });
      expect(after.modified).toBeGreaterThan(before.modified);
    },
  );

  it('is not counted among those that do', async () => {
    const at = desk();
    const bookingId = await at.book({ hold: true });
    const sequences: number[] = [];
    const steps: readonly Change[] = [
      changes.noted,
      ({ bookings }) => bookings.confirm({ bookingId }),
      changes['given more units'],
      changes.moved,
      ({ bookings }) => bookings.update({ bookingId, dateTime: TEN, notes: 'back again' }),
      ({ bookings }) => bookings.update({ bookingId, notes: null }),
      ({ bookings }) => bookings.update({ bookingId, dateTime: TEN }),
      changes.cancelled,
    ];
    for (const step of steps) {
      expect((await step(at, bookingId)).isOk()).toBe(true);
      sequences.push(onlyEntry(await at.calendarOf(bookingId)).sequence);
    }
    expect(sequences).toEqual([0, 1, 1, 2, 3, 3, 3, 4]);
  });
});

describe('reading histories', () => {
  it('is not done for a booking that is as it was made, and once for a version', async () => {
    const at = desk();
    const bookingId = await at.book();
    await at.calendarOf(bookingId);
    expect(at.asked.history).toBe(0);
    (await changes.moved(at, bookingId))._unsafeUnwrap();
    for (let time = 0; time < 3; time += 1) await at.calendarOf(bookingId);
    expect(at.asked.history).toBe(1);
  });

  it('goes through to the end of a long one', async () => {
    const at = desk();
    const bookingId = await at.book();
    for (let n = 0; n < 120; n += 1) {
      (await at.bookings.update({ bookingId, notes: `note ${n}` }))._unsafeUnwrap();
      if (n % 40 === 0) (await at.bookings.reschedule({ bookingId, dateTime: new Date(Date.parse(TEN) + n * 60_000 + 60_000) }))._unsafeUnwrap();
    }
    expect(onlyEntry(await at.calendarOf(bookingId)).sequence).toBe(3);
    expect(at.asked.history).toBe(2);
  });

  it('counts nothing that came after what is shown', async () => {
    const at = desk();
    const bookingId = await at.book();
    (await changes.moved(at, bookingId))._unsafeUnwrap();
    const early = (await at.bookings.get(bookingId))._unsafeUnwrap();
    (await changes.cancelled(at, bookingId))._unsafeUnwrap();
    const late = desk({ bookings: { ...at.bookings, get: () => at.bookings.get(bookingId).map(() => early) } });
    expect(onlyEntry((await late.office.ofBooking(bookingId, ada))._unsafeUnwrap()).sequence).toBe(1);
    expect((await at.office.ofBooking(bookingId, sam)).isOk()).toBe(true);
  });
});
