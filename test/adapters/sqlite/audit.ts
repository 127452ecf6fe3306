import { DatabaseSync } from 'node:sqlite';
import type { BookingState } from '../../../src/domain/booking/state.js';
import { partsOf } from '../../../src/domain/schedule/claim.js';
import type { DayClaim } from '../../../src/domain/schedule/service-day.js';

export interface Audit {
  readonly bookings: readonly BookingState[];
  /** `<bookingId>:<version>`, by booking and version. */
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

/**
 * Reads the file behind the store's back, and works out from the bookings what should be taken. Holds that have lapsed
 * by `now` count on neither side: a write to their day may have dropped them before the sweeper records it.
 */
export function auditOf(file: string, now = 0): Audit {
  const reader = new DatabaseSync(file, { readOnly: true });
  try {
    const bookings = reader
      .prepare('SELECT state FROM booking')
      .all()
      .map((row): BookingState => JSON.parse(String(row['state'])));
    const eventIds = reader
      .prepare(`SELECT booking_id || ':' || version AS id FROM event ORDER BY booking_id, version`)
      .all()
      .map((row) => String(row['id']));

    const keeping = bookings.filter(
      (booking) => KEEPS_ITS_SLOT.includes(booking.status) && !(booking.status === 'held' && booking.holdExpiresAt <= now),
    );
    const takenByBookings = new Map<string, number>();
    for (const { serviceId, claim } of keeping) {
      for (const { day, from, to } of partsOf(claim)) {
        add(takenByBookings, `${serviceId} ${day} ${from}-${to}`, claim.units);
      }
    }
    const takenInServiceDays = new Map<string, number>();
    for (const row of reader.prepare('SELECT service_id, day, claims FROM service_day').all()) {
      const claims: readonly DayClaim[] = JSON.parse(String(row['claims']));
      for (const { from, to, confirmedUnits, holds } of claims) {
        const live = holds.filter(({ expiresAt }) => expiresAt > now);
        const units = live.reduce((sum, hold) => sum + hold.units, confirmedUnits);
        add(takenInServiceDays, `${String(row['service_id'])} ${String(row['day'])} ${from}-${to}`, units);
      }
    }
    return { bookings, eventIds, takenByBookings, takenInServiceDays, peaks: peaksOf(keeping) };
  } finally {
    reader.close();
  }
}

/** The ids of the events that there must be: one per version of each booking. */
export const expectedEventIds = (bookings: readonly BookingState[]): readonly string[] =>
  bookings
    .toSorted((a, b) => (a.bookingId < b.bookingId ? -1 : 1))
    .flatMap(({ bookingId, version }) => Array.from({ length: version }, (_, n) => `${bookingId}:${n + 1}`));
