import { expect } from 'vitest';
import { daysOf, exchange } from '../../src/domain/schedule/exchange.js';
import { isAlive, type Occupant } from '../../src/domain/schedule/occupant.js';
import type { DayClaim, ServiceDay } from '../../src/domain/schedule/service-day.js';
import { DAY, emptyDay, iso, MINUTE } from '../unit/builders.js';
import {
  counted,
  DAYS,
  daysTouched,
  daysWritten,
  difference,
  isKept,
  MINUTES,
  type Sitter,
  type Swap,
  swapped,
  unroomy,
} from './minute-book.js';

const BEFORE_ALL = Number.NEGATIVE_INFINITY;

/** Service days as exchanges left them, frozen to the bottom, and beside them the book in which minutes are counted. */
export function openMinuteOffice(first: number) {
  const days = new Map<string, ServiceDay>();
  let sitters: readonly Sitter[] = [];

  const dateOf = (day: number): string => iso(first + day * DAY).slice(0, 10);
  const occupant = ({ bookingId, from, to, units, expiresAt }: Sitter): Occupant => ({
    bookingId,
    claim: { from: first + from * MINUTE, to: first + to * MINUTE, units },
    expiresAt,
  });
  const read = (dates: readonly string[]) => dates.map((date) => days.get(date) ?? emptyDay(date));
  const allDays = (): readonly ServiceDay[] => read(Array.from({ length: DAYS }, (_, day) => dateOf(day)));

  /** The units that the service days say at each minute, claim by claim. */
  function said(now: number): Int32Array {
    const all = new Int32Array(MINUTES);
    for (const { from, to, confirmedUnits, holds } of allDays().flatMap(({ claims }) => claims)) {
      const live = holds.filter((hold) => hold.expiresAt > now).reduce((sum, hold) => sum + hold.units, confirmedUnits);
      for (let at = (from - first) / MINUTE; at < (to - first) / MINUTE; at += 1) all[at] = (all[at] ?? 0) + live;
    }
    return all;
  }

  return {
    sitters: () => sitters,
    allDays,

    /** Exchanges, holds the outcome against the book's, and writes what was decided. */
    perform(swap: Swap, capacity: number, now: number): void {
      const asked = { releases: swap.releases && occupant(swap.releases), takes: swap.takes && occupant(swap.takes) };
      const keys = daysOf('chair', asked).map(({ day }) => day);
      expect(keys).toEqual(daysTouched(swap).map(dateOf));
      const others = sitters.filter((one) => one.bookingId !== swap.releases?.bookingId);
      const result = exchange(read(keys), asked, capacity, now);
      expect(result.isErr() ? result.error : undefined).toEqual(unroomy(others, swap, capacity, now));
      if (result.isErr()) return;
      expect(result.value.map(({ day, version }) => [day, version])).toEqual(
        daysWritten(sitters, swap, now).map((day) => [dateOf(day), (days.get(dateOf(day))?.version ?? 0) + 1]),
      );
      for (const day of result.value) days.set(day.day, frozen(day));
      sitters = swapped(sitters, swap, now);
    },

    /** Releasing more than is there is told apart from everything else, and names the first day. */
    misread(own: Sitter, capacity: number, now: number): void {
      const releases = occupant({ ...own, units: 1_000, expiresAt: undefined });
      const result = exchange(allDays(), { releases }, capacity, now);
      const [day] = daysTouched({ releases: own });
      expect(result.isErr() && result.error).toEqual({ kind: 'claim_missing', day: dateOf(day ?? -1) });
    },

    agrees(now: number): void {
      expect(difference(first, said(now), counted(sitters, now))).toBeUndefined();
      // Before every expiry each entry counts: so are those seen that should have been dropped.
      expect(difference(first, said(BEFORE_ALL), counted(sitters, BEFORE_ALL))).toBeUndefined();
      expect(allDays().filter(({ day, claims }) => !isSound(claims, Date.parse(day)))).toEqual([]);
      const holds = sitters.filter(({ expiresAt }) => expiresAt !== undefined);
      const alive = holds.filter((one) => isAlive(allDays(), occupant(one), now));
      expect(alive).toEqual(holds.filter((one) => isKept(one, now)));
    },
  };
}

/** No entry is empty, reaches out of its day, or has the interval of another. */
const isSound = (claims: readonly DayClaim[], midnight: number): boolean =>
  new Set(claims.map(({ from, to }) => `${from}-${to}`)).size === claims.length &&
  claims.every(
    ({ from, to, confirmedUnits, holds }) =>
      midnight <= from && from < to && to <= midnight + DAY && (confirmedUnits > 0 || holds.length > 0),
  );

const frozen = (day: ServiceDay): ServiceDay => {
  const claims = day.claims.map((claim) => Object.freeze({ ...claim, holds: Object.freeze([...claim.holds]) }));
  return Object.freeze({ ...day, claims: Object.freeze(claims) });
};
