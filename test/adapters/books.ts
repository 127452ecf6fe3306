import type { BookingState } from '../../src/domain/booking/state.js';
import { partsOf } from '../../src/domain/schedule/claim.js';
import type { ServiceDay } from '../../src/domain/schedule/service-day.js';

/** What lies in a store, read behind its back. */
export interface Stored {
  readonly bookings: readonly BookingState[];
  /** `<bookingId>:<version>`, in any order. */
  readonly eventIds: readonly string[];
  readonly days: readonly Pick<ServiceDay, 'serviceId' | 'day' | 'claims'>[];
}

export interface Audit {
  readonly bookings: readonly BookingState[];
  /** By booking and version. */
  readonly eventIds: readonly string[];
  /** Units per interval: `<service> <day> <from>-<to>`. */
  readonly takenByBookings: ReadonlyMap<string, number>;
  readonly takenInServiceDays: ReadonlyMap<string, number>;
  /** The most units that are taken of a service at any instant. */
  readonly peaks: ReadonlyMap<string, number>;
}

const KEEPS_ITS_SLOT = ['held', 'confirmed', 'completed', 'no_show'];

function add(sums: Map<string, number>, key: string, units: number): void {
  if (units !== 0) sums.set(key, (sums.get(key) ?? 0) + units);
}

function peaksOf(bookings: readonly BookingState[]): ReadonlyMap<string, number> {
  const peaks = new Map<string, number>();
  for (const { serviceId, claim } of bookings) {
    // The most is reached where some claim begins.
    const there = bookings.filter(
      (other) => other.serviceId === serviceId && other.claim.from <= claim.from && claim.from < other.claim.to,
    );
    const units = there.reduce((sum, other) => sum + other.claim.units, 0);
    peaks.set(serviceId, Math.max(peaks.get(serviceId) ?? 0, units));
  }
  return peaks;
}

/** The ids of the events that there must be: one per version of each booking. */
export const expectedEventIds = (bookings: readonly BookingState[]): readonly string[] =>
  bookings
    .flatMap(({ bookingId, version }) => Array.from({ length: version }, (_, n) => `${bookingId}:${n + 1}`))
    .sort(byEvent);

function byEvent(a: string, b: string): number {
  const [bookingA = '', versionA] = a.split(':');
  const [bookingB = '', versionB] = b.split(':');
  if (bookingA !== bookingB) return bookingA < bookingB ? -1 : 1;
  return Number(versionA) - Number(versionB);
}

/**
 * Works out from the bookings what should be taken. Holds that have lapsed by `now` count on neither side: a write to
 * their day may have dropped them before the sweeper records it.
 */
export function audited({ bookings, eventIds, days }: Stored, now = 0): Audit {
  const hasLapsed = (booking: BookingState): boolean => booking.status === 'held' && booking.holdExpiresAt <= now;
  const keeping = bookings.filter((booking) => KEEPS_ITS_SLOT.includes(booking.status) && !hasLapsed(booking));
  const takenByBookings = new Map<string, number>();
  for (const { serviceId, claim } of keeping) {
    for (const { day, from, to } of partsOf(claim)) {
      add(takenByBookings, `${serviceId} ${day} ${from}-${to}`, claim.units);
    }
  }
  const takenInServiceDays = new Map<string, number>();
  for (const { serviceId, day, claims } of days) {
    for (const { from, to, confirmedUnits, holds } of claims) {
      const live = holds.filter(({ expiresAt }) => expiresAt > now);
      const units = live.reduce((sum, hold) => sum + hold.units, confirmedUnits);
      add(takenInServiceDays, `${serviceId} ${day} ${from}-${to}`, units);
    }
  }
  const peaks = peaksOf(keeping);
  return { bookings, eventIds: eventIds.toSorted(byEvent), takenByBookings, takenInServiceDays, peaks };
}

/** What does not agree: service days with the bookings that claim them, and events with the bookings' versions. */
export function faultsIn({ bookings, eventIds, takenByBookings, takenInServiceDays }: Audit): readonly string[] {
  const places = [...new Set([...takenByBookings.keys(), ...takenInServiceDays.keys()])];
  const units = places
    .filter((place) => takenByBookings.get(place) !== takenInServiceDays.get(place))
    .map((place) => `${place}: ${takenByBookings.get(place)} by bookings, ${takenInServiceDays.get(place)} in its day`);
  const expected = new Set(expectedEventIds(bookings));
  const stored = new Set(eventIds);
  return [
    ...units,
    ...[...expected].filter((id) => !stored.has(id)).map((id) => `event ${id} is missing`),
    ...[...stored].filter((id) => !expected.has(id)).map((id) => `event ${id} is of no version`),
    ...(stored.size === eventIds.length ? [] : ['an event is stored twice']),
  ];
}
