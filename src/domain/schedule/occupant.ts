import { type Claim, partsOf } from './claim.js';
import { type Interval, sameInterval } from './interval.js';
import type { DayClaim, DayHold, ServiceDay } from './service-day.js';

/** A booking as its service days see it: confirmed units, or a hold when it has an expiry. */
export interface Occupant {
  readonly bookingId: string;
  readonly claim: Claim;
  readonly expiresAt?: number | undefined;
}

type Claims = readonly DayClaim[];

/** Drops every hold that has lapsed; the same array when there is none. */
export function withoutLapsed(claims: Claims, now: number): Claims {
  const isLapsed = (hold: DayHold): boolean => hold.expiresAt <= now;
  if (!claims.some((claim) => claim.holds.some(isLapsed))) return claims;
  return claims
    .map((claim) => ({ ...claim, holds: claim.holds.filter((hold) => !isLapsed(hold)) }))
    .filter(isTaken);
}

export function withOccupant(claims: Claims, part: Interval, occupant: Occupant): Claims {
  const { bookingId, claim, expiresAt } = occupant;
  const add = (to: DayClaim): DayClaim =>
    expiresAt === undefined
      ? { ...to, confirmedUnits: to.confirmedUnits + claim.units }
      : { ...to, holds: [...to.holds, { bookingId, units: claim.units, expiresAt }] };
  const at = claims.findIndex((entry) => sameInterval(entry, part));
  const entry = claims[at];
  if (!entry) return [...claims, add({ from: part.from, to: part.to, confirmedUnits: 0, holds: [] })];
  return claims.with(at, add(entry));
}

/** `undefined`: its confirmed units are not there. A hold that is not there leaves nothing to release. */
export function withoutOccupant(claims: Claims, part: Interval, occupant: Occupant): Claims | undefined {
  const { bookingId, claim, expiresAt } = occupant;
  const at = claims.findIndex((entry) => sameInterval(entry, part));
  const entry = claims[at];
  if (expiresAt !== undefined) {
    if (!entry?.holds.some((hold) => hold.bookingId === bookingId)) return claims;
    return replaced(claims, at, { ...entry, holds: entry.holds.filter((hold) => hold.bookingId !== bookingId) });
  }
  if (!entry || entry.confirmedUnits < claim.units) return undefined;
  return replaced(claims, at, { ...entry, confirmedUnits: entry.confirmedUnits - claim.units });
}

/** Whether a hold still keeps its slot: unexpired, and in every service day of its claim exactly as the booking says. */
export function isAlive(days: readonly ServiceDay[], hold: Occupant, now: number): boolean {
  const { bookingId, claim, expiresAt } = hold;
  if (expiresAt === undefined || expiresAt <= now) return false;
  return partsOf(claim).every((part) =>
    days
      .find((day) => day.day === part.day)
      ?.claims.find((entry) => sameInterval(entry, part))
      ?.holds.some((it) => it.bookingId === bookingId && it.units === claim.units && it.expiresAt === expiresAt),
  );
}

const isTaken = (claim: DayClaim): boolean => claim.confirmedUnits > 0 || claim.holds.length > 0;

const replaced = (claims: Claims, at: number, claim: DayClaim): Claims =>
  isTaken(claim) ? claims.with(at, claim) : claims.toSpliced(at, 1);
