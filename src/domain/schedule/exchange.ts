import { err, ok, type Result } from '../result.js';
import { partsOf } from './claim.js';
import { without } from './interval.js';
import { type Occupant, withOccupant, withoutLapsed, withoutOccupant } from './occupant.js';
import { peak } from './occupancy.js';
import type { DayKey, ServiceDay } from './service-day.js';
import { outgrown } from './size.js';

/** What a booking gives back and what it takes: one of them, or both in one write. */
export interface Exchange {
  readonly releases?: Occupant | undefined;
  readonly takes?: Occupant | undefined;
}

/** Confirmed units are not where the booking says: the days were read torn from the booking, or are corrupt. */
export interface ClaimMissing {
  readonly kind: 'claim_missing';
  readonly day: string;
}
export type NoExchange =
  | { readonly kind: 'no_room'; readonly unitsLeft: number }
  | { readonly kind: 'capacity_exceeded'; readonly capacity: number }
  | { readonly kind: 'service_day_full' }
  | ClaimMissing;

/** The service days that an exchange reads and writes, each once and in order. */
export function daysOf(serviceId: string, { releases, takes }: Exchange): readonly DayKey[] {
  const names = new Set<string>();
  if (releases) for (const { day } of partsOf(releases.claim)) names.add(day);
  if (takes) for (const { day } of partsOf(takes.claim)) names.add(day);
  return [...names].sort().map((day) => ({ serviceId, day }));
}

/** Whether the days named by one policy are those that another one needs: what is given back is the same by any. */
export const reachesAsFar = ({ takes: named }: Exchange, { takes: needed }: Exchange): boolean =>
  named?.claim.from === needed?.claim.from && named?.claim.to === needed?.claim.to;

/**
 * The one way in which service days change: creating takes, cancelling and expiring release, confirming exchanges a
 * hold for confirmed units, rescheduling exchanges one slot for another. Answers with the days to write, each with its
 * next version; a day in which nothing changes is not among them, unless it lacks a hold that is alive. `days` must hold
 * every day of `daysOf`.
 */
export function exchange(
  days: readonly ServiceDay[],
  { releases, takes }: Exchange,
  capacity: number,
  now: number,
): Result<readonly ServiceDay[], NoExchange> {
  const released = releases ? partsOf(releases.claim) : [];
  const taken = takes ? partsOf(takes.claim) : [];
  const written: ServiceDay[] = [];
  let unitsLeft = Number.POSITIVE_INFINITY;

  for (const day of days) {
    const old = released.find((part) => part.day === day.day);
    const next = taken.find((part) => part.day === day.day);
    // The holds that the fit ignores as lapsed are exactly those that the write drops.
    let claims = withoutLapsed(day.claims, now);
    let lacksHold = false;
    if (releases && old) {
      const rest = withoutOccupant(claims, old, releases);
      if (!rest) return err({ kind: 'claim_missing', day: day.day });
      lacksHold = rest === claims && (releases.expiresAt ?? now) > now;
      claims = rest;
    }
    if (takes && next) {
      // Where the booking takes more than it already had: only there can it come to lack room.
      const keeps = releases && old && takes.claim.units <= releases.claim.units;
      for (const raised of keeps ? without(next, old) : [next]) {
        unitsLeft = Math.min(unitsLeft, capacity - peak(claims, raised, now));
      }
      claims = withOccupant(claims, next, takes);
    }
    // A hold that is alive and not here was dropped by a clock that is ahead, or comes only with the day's next version:
    // a write that asks for this one tells them apart, else the hold would be left behind.
    if (claims !== day.claims || lacksHold) {
      written.push({ serviceId: day.serviceId, day: day.day, version: day.version + 1, claims });
    }
  }

  if (takes && unitsLeft < takes.claim.units) {
    if (takes.claim.units > capacity) return err({ kind: 'capacity_exceeded', capacity });
    return err({ kind: 'no_room', unitsLeft: Math.max(0, unitsLeft) });
  }
  const takesMore = unitsLeft !== Number.POSITIVE_INFINITY;
  if (takesMore && outgrown(days, written)) return err({ kind: 'service_day_full' });
  return ok(written);
}
