import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { availability } from '../../src/domain/schedule/availability.js';
import type { Claim } from '../../src/domain/schedule/claim.js';
import { daysOf, exchange } from '../../src/domain/schedule/exchange.js';
import type { Occupant } from '../../src/domain/schedule/occupant.js';
import { occupancy } from '../../src/domain/schedule/occupancy.js';
import type { DayClaim, ServiceDay } from '../../src/domain/schedule/service-day.js';
import { at, emptyDay, MINUTE, NOW, TODAY, TOMORROW } from '../unit/builders.js';

// Five hours around midnight, in steps of a quarter of an hour.
const FIRST = at('21:00');
const STEP = 15 * MINUTE;
const STEPS = 20;
const instants = Array.from({ length: STEPS }, (_, n) => FIRST + n * STEP);

const interval = fc.tuple(fc.nat(STEPS - 1), fc.integer({ min: 1, max: 8 })).map(([start, length]) => ({
  from: FIRST + start * STEP,
  to: FIRST + Math.min(start + length, STEPS) * STEP,
}));
const claim: fc.Arbitrary<Claim> = fc
  .tuple(interval, fc.integer({ min: 1, max: 3 }))
  .map(([slot, units]) => ({ ...slot, units }));
// Confirmed, or a hold that lapses before, at or after the instant of decision.
const expiresAt = fc.constantFrom(undefined, undefined, NOW - 1, NOW, NOW + 1);
const asked = fc.tuple(claim, expiresAt).map(([wanted, expiry]) => ({ claim: wanted, expiresAt: expiry }));
const capacity = fc.integer({ min: 1, max: 6 });

const covers = ({ from, to }: { from: number; to: number }, instant: number): boolean =>
  from <= instant && instant < to;
const counts = ({ expiresAt: expiry }: Occupant): boolean => expiry === undefined || expiry > NOW;
/** By counting, at one instant: what the occupants take of it. */
const counted = (occupants: readonly Occupant[], instant: number): number =>
  occupants.filter((one) => counts(one) && covers(one.claim, instant)).reduce((sum, one) => sum + one.claim.units, 0);

/** Two days and the occupants that are in them. */
interface Office {
  readonly days: readonly ServiceDay[];
  readonly occupants: readonly Occupant[];
}
const keyed = (days: readonly ServiceDay[], occupant: Occupant, other?: Occupant): readonly ServiceDay[] =>
  daysOf('chair', { releases: occupant, takes: other }).map(
    ({ day }) => days.find((one) => one.day === day) ?? emptyDay(day),
  );
const replaced = (days: readonly ServiceDay[], written: readonly ServiceDay[]): readonly ServiceDay[] =>
  days.map((day) => written.find((one) => one.day === day.day) ?? day);

/** Takes one after another what there is room for. Holds lapse later: they are taken as if before their expiry. */
function filled(wishes: readonly Omit<Occupant, 'bookingId'>[], room: number): Office {
  let office: Office = { days: [emptyDay(TODAY), emptyDay(TOMORROW)], occupants: [] };
  wishes.forEach((wish, n) => {
    const takes = { ...wish, bookingId: `b-${n}` };
    const written = exchange(keyed(office.days, takes), { takes }, room, NOW - 2);
    if (written.isErr()) return;
    office = { days: replaced(office.days, written.value), occupants: [...office.occupants, takes] };
  });
  return office;
}
const office = fc
  .tuple(fc.array(asked, { maxLength: 12 }), capacity)
  .map(([wishes, room]) => ({ ...filled(wishes, room), room }));

/** Units at every step, read off the service days. */
const taken = (days: readonly ServiceDay[]): readonly number[] =>
  instants.map((instant) =>
    days.reduce(
      (sum, { claims }) => sum + (occupancy(claims, { from: instant, to: instant + STEP }, NOW)[0]?.units ?? 0),
      0,
    ),
  );

describe('service days', () => {
  it('say at every instant what counting says', () => {
    fc.assert(
      fc.property(office, ({ days, occupants }) => {
        expect(taken(days)).toEqual(instants.map((instant) => counted(occupants, instant)));
      }),
    );
  });

  it('have room exactly where counting finds it, and say how much', () => {
    fc.assert(
      fc.property(office, claim, ({ days, occupants, room }, wanted) => {
        const takes = { bookingId: 'new', claim: wanted };
        const most = Math.max(...instants.filter((one) => covers(wanted, one)).map((one) => counted(occupants, one)));
        const result = exchange(keyed(days, takes), { takes }, room, NOW);
        const tooMany = { kind: 'capacity_exceeded', capacity: room };
        const noRoom = { kind: 'no_room', unitsLeft: room - most };
        const refusal = wanted.units > room ? tooMany : noRoom;
        expect(result.isErr() ? result.error : 'room').toEqual(most + wanted.units <= room ? 'room' : refusal);
      }),
    );
  });

  it('let one slot be exchanged for another exactly where nothing more is taken than fits', () => {
    const changed = fc.integer({ min: 1, max: 6 });
    fc.assert(
      fc.property(office, fc.nat(), claim, changed, ({ days, occupants }, pick, wanted, room) => {
        const own = occupants.filter(counts)[pick % Math.max(1, occupants.filter(counts).length)];
        fc.pre(own !== undefined);
        const others = occupants.filter((one) => one !== own);
        const takes = { ...own, claim: wanted };
        const fits = instants
          .filter((one) => covers(wanted, one))
          .every((one) => wanted.units <= counted([own], one) || counted(others, one) + wanted.units <= room);
        const result = exchange(keyed(days, own, takes), { releases: own, takes }, room, NOW);
        expect(result.isOk()).toBe(fits);
        if (result.isErr()) return;
        const after = replaced(days, result.value);
        expect(taken(after)).toEqual(instants.map((one) => counted([...others, takes], one)));
      }),
    );
  });

  it('are the same again after an exchange and its inverse', () => {
    fc.assert(
      fc.property(office, claim, ({ days }, wanted) => {
        const takes = { bookingId: 'new', claim: wanted };
        const there = exchange(keyed(days, takes), { takes }, 1_000, NOW)._unsafeUnwrap();
        const back = exchange(there, { releases: takes }, 1_000, NOW)._unsafeUnwrap();
        expect(taken(replaced(days, back))).toEqual(taken(days));
        const isTaken = ({ confirmedUnits, holds }: DayClaim) =>
          confirmedUnits > 0 || holds.some((hold) => hold.expiresAt > NOW);
        for (const { day, claims } of back) {
          const before = days.find((one) => one.day === day)?.claims.filter(isTaken);
          expect(claims).toHaveLength(before?.length ?? 0);
        }
      }),
    );
  });

  it('never hold an empty interval, the same interval twice, or a hold that a write has seen lapse', () => {
    fc.assert(
      fc.property(office, claim, ({ days }, wanted) => {
        const takes = { bookingId: 'new', claim: wanted };
        for (const { claims } of exchange(keyed(days, takes), { takes }, 1_000, NOW)._unsafeUnwrap()) {
          const places = claims.map(({ from, to }) => `${from}-${to}`);
          expect(new Set(places).size).toBe(places.length);
          expect(claims.every(({ confirmedUnits, holds }) => confirmedUnits > 0 || holds.length > 0)).toBe(true);
          expect(claims.every(({ holds }) => holds.every((hold) => hold.expiresAt > NOW))).toBe(true);
        }
      }),
    );
  });
});

describe('availability', () => {
  const units = fc.integer({ min: 1, max: 4 });

  it('shows every instant with room for that many, once, with what is left of it', () => {
    fc.assert(
      fc.property(office, interval, units, ({ days, occupants, room }, within, wanted) => {
        const free = availability(days, within, room, wanted, NOW);
        for (const instant of instants) {
          const left = room - counted(occupants, instant);
          const shown = free.filter((one) => covers(one, instant)).map(({ unitsLeft }) => unitsLeft);
          expect(shown).toEqual(covers(within, instant) && left >= wanted ? [left] : []);
        }
        free.slice(1).forEach((one, n) => {
          const before = free[n];
          expect(before?.to === one.from ? before.unitsLeft : undefined).not.toBe(one.unitsLeft);
        });
      }),
    );
  });
  it('agrees with what can then be taken', () => {
    fc.assert(
      fc.property(office, claim, ({ days, room }, wanted) => {
        const free = availability(days, wanted, room, wanted.units, NOW);
        const covered = free.reduce((sum, { from, to }) => sum + to - from, 0) === wanted.to - wanted.from;
        const takes = { bookingId: 'new', claim: wanted };
        expect(exchange(keyed(days, takes), { takes }, room, NOW).isOk()).toBe(covered);
      }),
    );
  });
});
