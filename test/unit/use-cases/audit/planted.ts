import { type AuditRange, type AuditReport, auditServiceDays, type Store } from 'holdfast';
import { inMemoryStore } from 'holdfast/adapters/in-memory';
import { type ManualClock, manualClock } from 'holdfast/testing';
import type { BookingState } from '../../../../src/domain/booking/state.js';
import type { DayClaim, ServiceDay } from '../../../../src/domain/schedule/service-day.js';
import { daysWith, iso, NOW, service, TODAY, TOMORROW } from '../../builders.js';

export const RANGE: AuditRange = { from: TODAY, to: TOMORROW };

export const clockAtNow = (): ManualClock => manualClock(iso(NOW));

/** A store in which these bookings and service days lie, whether they agree or not. The chair is in the catalog. */
export async function storeOf(bookings: readonly BookingState[], days: readonly ServiceDay[]): Promise<Store> {
  const store = inMemoryStore();
  (await store.catalog.put(service()))._unsafeUnwrap();
  for (const booking of bookings) {
    (await store.repository.commit({ booking: { ...booking, version: 1 }, days: [], decidedAt: NOW }))._unsafeUnwrap();
  }
  for (const day of days) {
    (await store.repository.commit({ days: [{ ...day, version: 1 }], decidedAt: NOW }))._unsafeUnwrap();
  }
  return store;
}

export const auditOf = async (store: Store, range: AuditRange = RANGE): Promise<AuditReport> =>
  (await auditServiceDays(store, range, { clock: clockAtNow() }))._unsafeUnwrap();

/** The days of these bookings with the claims of one of them changed by hand. */
export const tampered = (
  bookings: readonly BookingState[],
  change: (claims: readonly DayClaim[]) => readonly DayClaim[],
  on = TODAY,
): readonly ServiceDay[] =>
  daysWith(...bookings).map((day) => (day.day === on ? { ...day, claims: change(day.claims) } : day));
