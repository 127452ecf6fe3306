import type { Instant } from '../../booking/booking.js';
import type { ClaimPart } from '../../schedule/claim.js';
import type { Interval } from '../../schedule/interval.js';
import type { Occupant } from '../../schedule/occupant.js';
import type { DayHold, DayKey, ServiceDay } from '../../schedule/service-day.js';
import { toInstant } from '../../schedule/utc.js';

interface Entry extends DayKey {
  /** The interval within the day, buffers included. */
  readonly from: Instant;
  readonly to: Instant;
  /** What the service day has of it, and what it should have by the bookings. */
  readonly inDay: number;
  readonly byBookings: number;
  /** The bookings that claim it. */
  readonly bookingIds: readonly string[];
}

/** Confirmed units of an interval. More in the day than by the bookings: room that nobody can book. Less: overbooking. */
export interface UnitsDiffer extends Entry {
  readonly kind: 'units';
}

/** One hold, of which there is 1 or 0 on either side. */
export interface HoldDiffers extends Entry {
  readonly kind: 'hold';
  readonly bookingId: string;
  readonly units: number;
  readonly expiresAt: Instant;
}

export type DayDifference = UnitsDiffer | HoldDiffers;

/** A part of a booking's claim, with whose it is. */
export interface TakenPart {
  readonly part: ClaimPart;
  readonly occupant: Occupant;
}

interface Balance extends Interval {
  readonly hold?: DayHold;
  readonly bookingIds: string[];
  inDay: number;
  byBookings: number;
}

/** By a clock that is so far ahead, another process may have dropped a hold as lapsed. */
const CLOCKS_DIFFER_MS = 60_000;

const isRight = ({ hold, inDay, byBookings }: Balance, now: number): boolean =>
  inDay === byBookings || (hold !== undefined && inDay === 0 && hold.expiresAt <= now + CLOCKS_DIFFER_MS);

/** Where a service day is not what the bookings claim of it; `taken` holds all their parts on that day. */
export function differencesIn(
  { serviceId, day, claims }: ServiceDay,
  taken: readonly TakenPart[],
  now: number,
): readonly DayDifference[] {
  const balances = new Map<string, Balance>();
  const on = ({ from, to }: Interval, hold?: DayHold): Balance => {
    const name = [from, to, ...(hold ? [hold.bookingId, hold.units, hold.expiresAt] : [])].join(' ');
    const balance = balances.get(name) ?? { from, to, ...(hold && { hold }), bookingIds: [], inDay: 0, byBookings: 0 };
    balances.set(name, balance);
    return balance;
  };
  for (const claim of claims) {
    on(claim).inDay += claim.confirmedUnits;
    for (const hold of claim.holds) on(claim, hold).inDay += 1;
  }
  for (const { part, occupant } of taken) {
    const { bookingId, claim, expiresAt } = occupant;
    const balance = expiresAt === undefined ? on(part) : on(part, { bookingId, units: claim.units, expiresAt });
    balance.byBookings += expiresAt === undefined ? claim.units : 1;
    balance.bookingIds.push(bookingId);
  }

  return [...balances.values()]
    .filter((balance) => !isRight(balance, now))
    .map(({ from, to, hold, ...sums }) => {
      const entry = { serviceId, day, from: toInstant(from), to: toInstant(to), ...sums };
      return hold ? { kind: 'hold', ...entry, ...hold, expiresAt: toInstant(hold.expiresAt) } : { kind: 'units', ...entry };
    });
}
