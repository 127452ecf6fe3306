import { type Bookings, type CalendarFeed, createBookings, type FeedTokens, type ServiceInput } from 'holdfast';
import { inMemoryFeedTokens, inMemoryStore } from 'holdfast/adapters/in-memory';
import { newSecret, sha256 } from 'holdfast/adapters/system';
import { type ManualClock, manualClock, staff, user } from 'holdfast/testing';
import { type CalendarOffice, calendarOffice, type CalendarOfficeParts } from '../../../src/entrypoints/calendar/calendar-office.js';

export const NOW = '2026-12-01T08:00:00.000Z';
export const TEN = '2026-12-01T10:00:00.000Z';
export const ada = user('ada');
export const sam = staff('sam');

export interface Desk {
  readonly bookings: Bookings;
  readonly clock: ManualClock;
  readonly office: CalendarOffice;
  /** By digest, what was kept. */
  readonly kept: ReadonlyMap<string, CalendarFeed>;
  /** How often each was asked. */
  readonly asked: { history: number; find: number };
  /** A booking of ada's, at ten unless said. */
  book(more?: Partial<Parameters<Bookings['create']>[0]>): Promise<string>;
  /** One booking's calendar. */
  calendarOf(bookingId: string): Promise<string>;
  /** A feed of these, read once. */
  feedOf(of: { userId: string } | { serviceId: string }): Promise<string>;
}

const SERVICES: readonly ServiceInput[] = [
  { serviceId: 'chair', name: 'Chair', capacity: 1_000, maxHorizonDays: 800, minDurationMinutes: 15, maxDurationMinutes: 240, holdMinutes: 30 },
];

/** Bookings, and an office that makes calendars of them. */
export function desk(parts: Partial<CalendarOfficeParts> = {}): Desk {
  const clock = manualClock(NOW);
  const core = createBookings({ store: inMemoryStore({ outbox: false }), clock, services: SERVICES });
  const asked = { history: 0, find: 0 };
  const bookings: Bookings = {
    ...core,
    history(query, options) {
      asked.history += 1;
      return core.history(query, options);
    },
  };
  const kept = new Map<string, CalendarFeed>();
  const tokens = inMemoryFeedTokens();
  const feedTokens: FeedTokens = {
    put(digest, feed) {
      kept.set(digest, feed);
      return tokens.put(digest, feed);
    },
    find(digest) {
      asked.find += 1;
      return tokens.find(digest);
    },
    remove(digest) {
      kept.delete(digest);
      return tokens.remove(digest);
    },
  };
  const office = calendarOffice({ bookings, feedTokens, clock, digest: sha256, newSecret, ...parts });
  return {
    bookings,
    clock,
    office,
    kept,
    asked,
    async book(more = {}) {
      const created = await bookings.create({ userId: 'ada', serviceId: 'chair', dateTime: TEN, ...more });
      return created._unsafeUnwrap().booking.bookingId;
    },
    calendarOf: async (bookingId) => (await office.ofBooking(bookingId, ada))._unsafeUnwrap(),
    async feedOf(of) {
      const token = (await office.share(of, sam))._unsafeUnwrap();
      return (await office.ofFeed(token))._unsafeUnwrap();
    },
  };
}
