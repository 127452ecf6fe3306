import { inMemoryStore } from '../../../src/adapters/in-memory/index.js';
import { sha256 } from '../../../src/adapters/system/index.js';
import type { Actor } from '../../../src/domain/access/actor.js';
import { bookingUseCases } from '../../../src/domain/use-cases/booking-use-cases.js';
import type { BookingState } from '../../../src/domain/booking/state.js';
import type { ServiceDay } from '../../../src/domain/schedule/service-day.js';
import type { Settings } from '../../../src/domain/use-cases/dependencies.js';
import { type ManualClock, manualClock, staff } from '../../../src/entrypoints/testing/index.js';
import type {
  Bookings,
  Broadcaster,
  Clock,
  CreateBooking,
  Notifier,
  Random,
  ServiceInput,
  Stopwatch,
  Store,
} from '../../../src/ports/index.js';
import { type Faults, faultyStore } from '../../faults/faulty-store.js';
import { seeded } from '../../faults/random-faults.js';

export const HOUR = 3_600_000;
export const NOW = '2026-12-01T08:00:00.000Z';
export const SLOT = '2026-12-01T10:00:00.000Z';
export const CHAIR = 'chair';
export const DESK: Actor = staff('desk');
export const KEY = { idempotencyKey: 'order-17' };

/** What several offices share. */
export interface House {
  /** The data, without faults. */
  readonly inner: Store;
  readonly clock: ManualClock;
}

export type Note = readonly ['warn' | 'error', string, object];

export interface Office extends House {
  readonly bookings: Bookings;
  readonly faults: Faults;
  /** Every id that was drawn. */
  readonly drawn: readonly string[];
  readonly logged: readonly string[];
  /** The same with its level and its facts. */
  readonly notes: readonly Note[];
}

export interface OfficeOptions {
  readonly notifier?: Notifier;
  readonly broadcaster?: Broadcaster;
  readonly settings?: Partial<Settings>;
  /** How far its clock runs ahead of that of the house. */
  readonly aheadMs?: number;
  readonly seed?: number;
  readonly random?: Random;
  /** Default: the clock of the house. */
  readonly stopwatch?: Stopwatch;
}

export const house = (at = NOW, inner = inMemoryStore()): House => ({ inner, clock: manualClock(at) });

const SETTINGS: Settings = {
  refuseUnknownServices: false,
  requireIdempotencyKey: false,
  rememberMs: 24 * HOUR,
  patienceMs: 20_000,
  leaseMs: 60_000,
  defaultActor: DESK,
};

let offices = 0;

/** The use-cases as one process runs them, with a faulty line to the store of the house. */
export function office(options: OfficeOptions = {}, shared: House = house()): Office {
  const { clock, inner } = shared;
  const { store, faults } = faultyStore(inner);
  const drawn: string[] = [];
  const logged: string[] = [];
  offices += 1;
  const prefix = `o${offices}`;
  const notes: Note[] = [];
  const log =
    (level: Note[0]) =>
    (facts: object, message: string): void => {
      logged.push(message);
      notes.push([level, message, facts]);
    };
  const ahead: Clock = { now: () => clock.now() + (options.aheadMs ?? 0), sleep: clock.sleep };
  const bookings = bookingUseCases({
    store,
    notifier: options.notifier,
    broadcaster: options.broadcaster,
    clock: ahead,
    random: options.random ?? { next: seeded(options.seed ?? 1) },
    stopwatch: options.stopwatch ?? (() => clock.now()),
    ids: {
      next() {
        const id = `${prefix}-${drawn.length + 1}`;
        drawn.push(id);
        return id;
      },
    },
    digest: sha256,
    logger: { warn: log('warn'), error: log('error') },
    settings: { ...SETTINGS, ...options.settings },
  });
  return { ...shared, bookings, faults, drawn, logged, notes };
}

export const chair = (given: Partial<CreateBooking> = {}): CreateBooking => ({
  userId: 'ada',
  serviceId: CHAIR,
  dateTime: SLOT,
  ...given,
});

/** A service of the house. */
export async function offer({ bookings }: Office, service: Partial<ServiceInput> = {}): Promise<void> {
  (await bookings.putService({ serviceId: CHAIR, ...service }))._unsafeUnwrap();
}

/** A booking that nothing went wrong with. */
export async function booked({ bookings }: Office, given: Partial<CreateBooking> = {}): Promise<string> {
  return (await bookings.create(chair(given)))._unsafeUnwrap().booking.bookingId;
}

/** The types of all events stored about a booking, in order of version. */
export async function story({ inner }: House, bookingId: string): Promise<readonly string[]> {
  const events = (await inner.repository.history(bookingId, 0, 1_000))._unsafeUnwrap();
  return events.map(({ event }) => event.type);
}

/** All bookings, by start. */
export async function bookingsIn({ inner }: House): Promise<readonly BookingState[]> {
  return (await inner.repository.list({ order: 'asc', limit: 1_000 }))._unsafeUnwrap().items;
}

/** How many bookings, and how many events altogether. */
export async function written(at: House) {
  const bookings = await bookingsIn(at);
  const stories = await Promise.all(bookings.map(({ bookingId }) => story(at, bookingId)));
  return { bookings: bookings.length, events: stories.flat().length };
}

export async function dayOf({ inner }: House, day = '2026-12-01'): Promise<ServiceDay> {
  const { days } = (await inner.repository.load({ days: [{ serviceId: CHAIR, day }] }))._unsafeUnwrap();
  return days[0] ?? { serviceId: CHAIR, day, version: 0, claims: [] };
}

/** What is taken of the chair on a day, by confirmed units and by the bookings that hold it. */
export async function taken(at: House, day?: string) {
  const { claims } = await dayOf(at, day);
  return claims.map(({ confirmedUnits, holds }) => ({ confirmedUnits, holds: holds.map(({ bookingId }) => bookingId) }));
}

/** Writes a service day behind everybody's back. */
export async function overwrite({ inner }: House, day: ServiceDay, claims: ServiceDay['claims']): Promise<void> {
  (await inner.repository.commit({ decidedAt: 0, days: [{ ...day, version: day.version + 1, claims }] }))._unsafeUnwrap();
}

/** A promise and the means to keep it. */
export function gate() {
  const { promise, resolve } = Promise.withResolvers<void>();
  return { opened: promise, open: () => resolve() };
}
