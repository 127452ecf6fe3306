import type { DayClaim } from '../../../src/domain/schedule/service-day.js';
import type { Evidence } from '../model/evidence.js';
import { type Interval, type Part, partsOf } from '../model/interval.js';
import { sameTaken, type Taken } from '../model/taken.js';
import { keepsUnits, type Version } from '../model/version.js';
import { dayNumberOf } from '../model/world.js';
import type { Report } from './invariant.js';

/** The days as read in the end: against the bookings, summed up anew, and against what the commits left of them. */
export function judgeLastDays({ world, end }: Evidence, report: Report): void {
  const versions = end.bookings.flatMap(({ bookingId }) => world.versions(bookingId).at(-1) ?? []);
  const sums = sumsOf(versions.filter(keepsUnits));
  const holds = new Map(versions.flatMap((version) => (version.status === 'held' ? [[version.booking.bookingId, version]] : [])));
  const stored = new Map<string, Taken>();

  for (const day of end.days) {
    const name = `${day.serviceId} ${dayNumberOf(day)}`;
    stored.set(name, day.claims);
    for (const claim of day.claims) {
      const place = placeOf(name, claim);
      const sum = sums.get(place) ?? 0;
      sums.delete(place);
      if (claim.confirmedUnits !== sum) {
        report(`in the end ${day.serviceId} ${day.day} has ${JSON.stringify(claim)}, its bookings have ${sum} units there`);
      }
      judgeHolds(claim, dayNumberOf(day), holds, report);
    }
  }
  for (const [place, units] of sums) report(`in the end ${units} units of bookings are in no service day, at ${place}`);
  for (const [name, { taken }] of world.lastDays()) {
    if (sameTaken(stored.get(name) ?? [], taken)) continue;
    report(`in the end day ${name} is ${JSON.stringify(stored.get(name) ?? [])}, the commits left ${JSON.stringify(taken)}`);
  }
}

const placeOf = (day: string, { from, to }: Interval): string => `${day} ${from} ${to}`;

function sumsOf(versions: readonly Version[]): Map<string, number> {
  const sums = new Map<string, number>();
  for (const { booking, claim } of versions) {
    for (const part of partsOf(claim)) {
      const place = placeOf(`${booking.serviceId} ${part.day}`, part);
      sums.set(place, (sums.get(place) ?? 0) + claim.units);
    }
  }
  return sums;
}

function judgeHolds(claim: DayClaim, day: number, held: ReadonlyMap<string, Version>, report: Report): void {
  for (const { bookingId, units, expiresAt } of claim.holds) {
    const version = held.get(bookingId);
    const isHere = (part: Part): boolean => part.day === day && part.from === claim.from && part.to === claim.to;
    const isRight = version?.parts.some(isHere) && version.claim.units === units && version.expiresAt === expiresAt;
    if (!isRight) report(`in the end a service day lists a hold of ${bookingId} that the booking does not have`);
  }
}
