import type { DayClaim } from '../../../src/domain/schedule/service-day.js';
import { type Interval, meet, type Part } from './interval.js';
import { keepsUnits, type Version } from './version.js';

/** What is taken of one service day. */
export type Taken = readonly DayClaim[];

const isAt = (part: Interval) => (claim: DayClaim): boolean => claim.from === part.from && claim.to === part.to;
const isSomething = ({ confirmedUnits, holds }: DayClaim): boolean => confirmedUnits !== 0 || holds.length > 0;

export function withoutLapsed(taken: Taken, clock: number): Taken {
  if (!taken.some(({ holds }) => holds.some(({ expiresAt }) => expiresAt <= clock))) return taken;
  return taken
    .map((claim) => ({ ...claim, holds: claim.holds.filter(({ expiresAt }) => expiresAt > clock) }))
    .filter(isSomething);
}

function changed(taken: Taken, part: Part, change: (claim: DayClaim) => DayClaim): Taken {
  const old = taken.find(isAt(part)) ?? { from: part.from, to: part.to, confirmedUnits: 0, holds: [] };
  return [...taken.filter((claim) => claim !== old), change(old)].filter(isSomething);
}

export function withVersion(taken: Taken, part: Part, version: Version): Taken {
  const { booking, claim, expiresAt } = version;
  if (expiresAt === undefined && !keepsUnits(version)) return taken;
  return changed(taken, part, (old) =>
    expiresAt === undefined
      ? { ...old, confirmedUnits: old.confirmedUnits + claim.units }
      : { ...old, holds: [...old.holds, { bookingId: booking.bookingId, units: claim.units, expiresAt }] },
  );
}

export function withoutVersion(taken: Taken, part: Part, version: Version): Taken {
  const { booking, claim, expiresAt } = version;
  if (expiresAt === undefined && !keepsUnits(version)) return taken;
  return changed(taken, part, (old) =>
    expiresAt === undefined
      ? { ...old, confirmedUnits: old.confirmedUnits - claim.units }
      : { ...old, holds: old.holds.filter(({ bookingId }) => bookingId !== booking.bookingId) },
  );
}

/** Whether a hold is there as its booking says. */
export const isListed = (taken: Taken, part: Part, { booking, claim, expiresAt }: Version): boolean =>
  taken.some(
    (it) =>
      it.from === part.from &&
      it.to === part.to &&
      it.holds.some(
        (hold) => hold.bookingId === booking.bookingId && hold.units === claim.units && hold.expiresAt === expiresAt,
      ),
  );

/** Whether two days take the same, in whatever order it is written. */
export function sameTaken(a: Taken, b: Taken): boolean {
  const [mine, others] = [a.filter(isSomething), b.filter(isSomething)];
  return mine.length === others.length && mine.every((claim) => sameClaim(claim, others.find(isAt(claim))));
}

/** Whether two days take the same on one interval. */
export const sameOn = (a: Taken, b: Taken, part: Interval): boolean =>
  sameTaken(a.filter(isAt(part)), b.filter(isAt(part)));

const sameClaim = (a: DayClaim, b: DayClaim | undefined): boolean =>
  a.confirmedUnits === b?.confirmedUnits &&
  a.holds.length === b.holds.length &&
  a.holds.every((hold) =>
    b.holds.some(
      (it) => it.bookingId === hold.bookingId && it.units === hold.units && it.expiresAt === hold.expiresAt,
    ),
  );

export interface Load extends Interval {
  readonly units: number;
}

/** The loads of a day as someone with this clock counts them. */
export const loadsOf = (taken: Taken, clock: number): readonly Load[] =>
  taken.map(({ from, to, confirmedUnits, holds }) => ({
    from,
    to,
    units: holds.reduce((sum, hold) => (hold.expiresAt > clock ? sum + hold.units : sum), confirmedUnits),
  }));

/** The most units taken at any instant of `within`. */
export function peakOf(loads: readonly Load[], within: Interval): number {
  const present = loads.filter((load) => meet(load, within));
  // The most is reached where some load begins.
  return present.reduce((most, { from }) => {
    const instant = Math.max(from, within.from);
    const units = present.reduce((sum, load) => (load.from <= instant && instant < load.to ? sum + load.units : sum), 0);
    return Math.max(most, units);
  }, 0);
}
