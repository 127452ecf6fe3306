import { type Bookings, errAsync, okAsync } from 'holdfast';
import { describe, expect, it } from 'vitest';
import { ada, type Desk, desk, NOW, sam, TEN } from './desk.js';
import { readCalendar } from './read-calendar.js';

const DAY = 86_400_000;
const daysFromToday = (days: number, ms = 0): string => new Date(Date.parse('2026-12-01T00:00:00Z') + days * DAY + ms).toISOString();
const starts = (calendar: string): readonly string[] => readCalendar(calendar).entries.map(({ start }) => new Date(start).toISOString());

/** Bookings of ada's, an hour from each to the next. */
async function hourly({ book }: Desk, count: number): Promise<readonly string[]> {
  const ids: string[] = [];
  for (let n = 0; n < count; n += 1) ids.push(await book({ dateTime: new Date(Date.parse(TEN) + n * 3_600_000) }));
  return ids;
}

/** Something happens after each page that a feed reads, by its number. */
function withPages({ bookings }: Desk, happens: (page: number) => ReturnType<Bookings['reschedule']> | undefined): Desk {
  let pages = 0;
  const list: Bookings['list'] = (filter, options) =>
    bookings.list(filter, options).andThen((page) => {
      pages += 1;
      const happened = happens(pages);
      return happened ? happened.map(() => page).orElse(() => okAsync(page)) : okAsync(page);
    });
  return desk({ bookings: { ...bookings, list } });
}

describe('a user’s feed', () => {
  it('holds all their bookings by start, cancelled ones too, and nobody else’s', async () => {
    const at = desk();
    const later = await at.book({ dateTime: '2026-12-03T10:00:00Z' });
    const first = await at.book({ notes: 'mine' });
    await at.book({ userId: 'bob', notes: 'of bob' });
    (await at.bookings.cancel({ bookingId: first, reason: 'secret reason' }))._unsafeUnwrap();
    const text = await at.feedOf({ userId: 'ada' });
    const calendar = readCalendar(text);
    expect(calendar).toMatchObject({ method: 'PUBLISH', name: 'Bookings of ada' });
    expect(calendar.entries.map(({ uid, status }) => [uid.split('@')[0], status])).toEqual([
      [first, 'CANCELLED'],
      [later, 'CONFIRMED'],
    ]);
    expect(calendar.entries.map(({ description }) => description)).toEqual(['mine', undefined]);
    for (const others of ['bob', 'secret', 'sam']) expect(text).not.toContain(others);
  });

  it('shows what that user sees, also when staff made it', async () => {
    const at = desk();
    (await at.office.share({ userId: 'ada' }, sam))._unsafeUnwrap();
    expect([...at.kept.values()]).toEqual([{ of: { userId: 'ada' }, actor: { subject: 'ada', roles: ['user'] } }]);
  });

  it('asks programs to come again every quarter of an hour', async () => {
    const text = await desk().feedOf({ userId: 'ada' });
    expect(text).toContain('\r\nREFRESH-INTERVAL;VALUE=DURATION:PT15M\r\n');
  });

  it('of nobody known is empty', async () => {
    expect(readCalendar(await desk().feedOf({ userId: 'nobody' })).entries).toEqual([]);
  });
});

describe('a service’s feed', () => {
  it('says whose each booking is, and nothing of metadata or payments', async () => {
    const at = desk();
    await at.book({ notes: 'ring', metadata: { secret: 'x1' } });
    const held = await at.book({ userId: 'bob', dateTime: '2026-12-02T10:00:00Z', hold: true });
    (await at.bookings.confirm({ bookingId: held, paymentReference: 'pay-secret' }))._unsafeUnwrap();
    const text = await at.feedOf({ serviceId: 'chair' });
    expect(readCalendar(text).entries.map(({ description }) => description)).toEqual(['User: ada\nring', 'User: bob']);
    for (const hidden of ['secret', 'x1', 'pay-']) expect(text).not.toContain(hidden);
  });

  it('has the service’s name, or its id where the catalogue has none', async () => {
    expect(readCalendar(await desk().feedOf({ serviceId: 'chair' })).name).toBe('Chair');
    expect(readCalendar(await desk().feedOf({ serviceId: 'unknown-1' })).name).toBe('unknown-1');
  });
});

describe('what a feed holds', () => {
  it('begins 30 days ago and ends 400 days ahead, by days in UTC', async () => {
    const at = desk();
    at.clock.set('2026-10-01T00:00:00Z');
    const inside = [daysFromToday(-30), TEN, daysFromToday(400, DAY - 60_000)];
    for (const dateTime of [daysFromToday(-30, -60_000), ...inside, daysFromToday(401)]) await at.book({ dateTime });
    for (const now of ['2026-12-01T00:00:00Z', NOW, '2026-12-01T23:59:59.999Z']) {
      at.clock.set(now);
      expect(starts(await at.feedOf({ userId: 'ada' })), now).toEqual(inside);
    }
    at.clock.set('2026-12-02T00:00:00Z');
    expect(starts(await at.feedOf({ userId: 'ada' }))).toEqual([...inside.slice(1), daysFromToday(401)]);
  });

  it('is the same to the byte, whoever asks whenever, until a booking changes', async () => {
    const at = desk();
    const ids = [await at.book(), await at.book(), await at.book({ dateTime: '2026-12-05T10:00:00Z' })];
    (await at.bookings.reschedule({ bookingId: String(ids[0]), dateTime: '2026-12-05T10:00:00Z' }))._unsafeUnwrap();
    const first = await at.feedOf({ userId: 'ada' });
    at.clock.advance({ hours: 3 });
    expect(await at.feedOf({ userId: 'ada' })).toBe(first);
    (await at.bookings.update({ bookingId: String(ids[2]), notes: 'x' }))._unsafeUnwrap();
    expect(await at.feedOf({ userId: 'ada' })).not.toBe(first);
  });

  it('is the first 1,000 bookings of many, each once', async () => {
    const at = desk();
    const minutes = Array.from({ length: 1_050 }, (_, n) => new Date(Date.parse(TEN) + n * 15 * 60_000).toISOString());
    for (const dateTime of minutes.toReversed()) await at.book({ dateTime, durationMinutes: 15 });
    const text = await at.feedOf({ serviceId: 'chair' });
    expect(starts(text)).toEqual(minutes.slice(0, 1_000));
    expect(new Set(readCalendar(text).entries.map(({ uid }) => uid)).size).toBe(1_000);
    expect(at.asked.history).toBe(0);
  });

  it('is what is to come first, and of the past the latest that there is room for', async () => {
    const at = desk();
    const book = async (count: number, from: string) => {
      const all = Array.from({ length: count }, (_, n) => new Date(Date.parse(from) + n * 15 * 60_000).toISOString());
      for (const dateTime of all) await at.book({ dateTime, durationMinutes: 15 });
      return all;
    };
    const past = await book(1_000, TEN);
    at.clock.set('2026-12-15T23:00:00Z');
    const ahead = await book(30, '2026-12-16T00:00:00Z');
    at.clock.set('2026-12-16T12:00:00Z');
    expect(starts(await at.feedOf({ serviceId: 'chair' }))).toEqual([...past.slice(30), ...ahead]);
    await book(1_050, '2026-12-17T00:00:00Z');
    const next = starts(await at.feedOf({ serviceId: 'chair' }));
    expect([next.length, next.slice(0, 30)]).toEqual([1_000, ahead]);
  });

  it('reads a few histories at a time, and each once', async () => {
    const at = desk();
    for (let n = 0; n < 40; n += 1) {
      const bookingId = await at.book({ dateTime: new Date(Date.parse(TEN) + n * 3_600_000) });
      (await at.bookings.reschedule({ bookingId, durationMinutes: 30 }))._unsafeUnwrap();
    }
    let under = 0;
    let most = 0;
    const { history } = at.bookings;
    const watched = desk({
      bookings: {
        ...at.bookings,
        history(query, options) {
          most = Math.max(most, (under += 1));
          return history(query, options).map((page) => {
            under -= 1;
            return page;
          });
        },
      },
    });
    const text = await watched.feedOf({ userId: 'ada' });
    expect(readCalendar(text).entries.map(({ sequence }) => sequence)).toEqual(Array.from({ length: 40 }, () => 1));
    expect(most).toBeLessThanOrEqual(8);
    expect(at.asked.history).toBe(40);
    await watched.feedOf({ serviceId: 'chair' });
    expect(at.asked.history).toBe(40);
  });

  it.each([
    ['later', 3, '2027-01-20T10:00:00Z'],
    ['earlier, to where was read already', 120, '2026-12-01T10:05:00Z'],
  ])('has a booking once that moves between two pages: %s', async (_, n, dateTime) => {
    for (const movesAfter of [1, 2, 3]) {
      const at = desk();
      const ids = await hourly(at, 130);
      const moving = String(ids[n]);
      const { feedOf } = withPages(at, (page) => page === movesAfter ? at.bookings.reschedule({ bookingId: moving, dateTime }) : undefined);
      const { entries } = readCalendar(await feedOf({ userId: 'ada' }));
      expect(entries).toHaveLength(130);
      expect(entries.find(({ uid }) => uid === `${moving}@holdfast.internal`)).toMatchObject({ sequence: 1, start: Date.parse(dateTime) });
      expect(entries.map(({ start }) => start)).toEqual(entries.map(({ start }) => start).toSorted((a, b) => a - b));
    }
  });

  it('is read a few times at most while bookings keep moving, and once where one page holds it', async () => {
    const at = desk();
    const ids = await hourly(at, 99);
    let pages = 0;
    const { feedOf } = withPages(at, (page) => {
      pages = page;
      return at.bookings.reschedule({ bookingId: String(ids[page]), durationMinutes: 30 });
    });
    expect(readCalendar(await feedOf({ userId: 'ada' })).entries).toHaveLength(99);
    expect(pages).toBe(1);
    await hourly(at, 31);
    expect(readCalendar(await feedOf({ userId: 'ada' })).entries).toHaveLength(130);
    expect(pages).toBe(1 + 1 + 3 * 3);
  });

  it('is told when the store has no answer, and nothing of the token', async () => {
    const at = desk();
    for (const part of ['list', 'getService'] as const) {
      const down = desk({ bookings: { ...at.bookings, [part]: () => errAsync({ kind: 'store_unavailable' }) } });
      const token = (await down.office.share({ serviceId: 'chair' }, sam))._unsafeUnwrap();
      expect((await down.office.ofFeed(token))._unsafeUnwrapErr()).toEqual({ kind: 'store_unavailable' });
    }
    const bookingId = await at.book();
    (await at.bookings.cancel({ bookingId }))._unsafeUnwrap();
    const down = desk({ bookings: { ...at.bookings, history: () => errAsync({ kind: 'store_unavailable' }) } });
    expect((await down.office.ofBooking(bookingId, ada))._unsafeUnwrapErr()).toEqual({ kind: 'store_unavailable' });
  });
});
