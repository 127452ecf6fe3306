import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { availability } from '../../src/domain/schedule/availability.js';
import { claimOf } from '../../src/domain/schedule/claim.js';
import { MINUTE, service } from '../unit/builders.js';
import { counted, DAYS, difference, isKept, MINUTES, type Sitter } from './minute-book.js';
import { openMinuteOffice } from './minute-office.js';

const START = Date.parse('2028-01-01T00:00:00Z');
const LONGEST_BUFFER = 40;

// Anywhere, or within minutes of a midnight; minutes, or whole days.
const aroundMidnight = fc
  .tuple(fc.integer({ min: 1, max: DAYS - 1 }), fc.integer({ min: -70, max: 70 }))
  .map(([day, off]) => day * 1_440 + off);
const start = fc.oneof(aroundMidnight, fc.integer({ min: LONGEST_BUFFER, max: MINUTES - 80 }));
const length = fc.oneof(
  fc.integer({ min: 1, max: 130 }),
  fc.integer({ min: 1, max: 3_000 }),
  fc.constantFrom(1_440, 2_880),
);
const units = fc.constantFrom(1, 1, 2, 3);
const ACTIONS = ['take', 'hold', 'hold', 'take beside', 'hold beside', 'hold beside'] as const;
const ON_OTHERS = ['confirm', 'move', 'resize', 'release', 'misread'] as const;
const turn = fc.record({
  do: fc.constantFrom(...ACTIONS, ...ON_OTHERS),
  which: fc.nat(3),
  start,
  length,
  units,
  before: fc.nat(LONGEST_BUFFER),
  after: fc.nat(LONGEST_BUFFER),
  // Expiries and clocks a millisecond or two apart; sometimes a clock decides that is behind.
  expiresIn: fc.integer({ min: 1, max: 3 }),
  clock: fc.constantFrom(0, 0, 0, 1, 1, 2, -1),
  capacity: fc.constantFrom(1, 2, 3, 4, 6),
});
type Turn = typeof turn extends fc.Arbitrary<infer T> ? T : never;
const turns = fc.array(turn, { minLength: 1, maxLength: 16, size: 'max' });

// The days from it on hold a leap day, a new year, the epoch, the turn of a century, or nothing special.
const firstDay = fc.constantFrom('2028-02-27', '2029-12-30', '1969-12-30', '0099-12-30', '2030-03-01');

/** What a booking with these buffers takes, in minutes of the book. */
function seat(wish: Turn, bookingId: string, expiresAt?: number): Sitter {
  const { start: at, length: minutes, before, after, units: wanted } = wish;
  const policy = service({ bufferBeforeMinutes: before, bufferAfterMinutes: after });
  const end = Math.max(Math.min(at + minutes, MINUTES - LONGEST_BUFFER), at + 1);
  const [from, to] = [at - before, end + after];
  const claim = { from: from * MINUTE, to: to * MINUTE, units: wanted };
  expect(claimOf(at * MINUTE, end * MINUTE, wanted, policy)).toEqual(claim);
  return { bookingId, from, to, units: wanted, expiresAt, gone: new Set() };
}

type Office = ReturnType<typeof openMinuteOffice>;

function perform(office: Office, next: Turn, n: number, now: number): void {
  const { capacity } = next;
  const lapse = now + next.expiresIn;
  if (next.do === 'take') return office.perform({ takes: seat(next, `b-${n}`) }, capacity, now);
  if (next.do === 'hold') return office.perform({ takes: seat(next, `b-${n}`, lapse) }, capacity, now);
  const all = office.sitters();
  const own = all[next.which % Math.max(1, all.length)];
  if (!own) return undefined;
  // The very interval of another one: they share an entry.
  const beside = { ...own, bookingId: `b-${n}`, units: next.units, gone: new Set<number>() };
  if (next.do === 'take beside') return office.perform({ takes: { ...beside, expiresAt: undefined } }, capacity, now);
  if (next.do === 'hold beside') return office.perform({ takes: { ...beside, expiresAt: lapse } }, capacity, now);
  if (next.do === 'misread') return office.misread(own, capacity, now);
  if (next.do === 'release') return office.perform({ releases: own }, capacity, now);
  // Only what still keeps its slot is confirmed or moved.
  if (!isKept(own, now)) return undefined;
  const takes = {
    confirm: { ...own, expiresAt: undefined },
    resize: { ...own, units: next.units },
    move: seat(next, own.bookingId, own.expiresAt),
  }[next.do];
  return office.perform({ releases: own, takes }, capacity, now);
}

function play(first: number, all: readonly Turn[], check: (office: Office, now: number, turn: Turn) => void): void {
  const office = openMinuteOffice(first);
  let clock = START;
  all.forEach((next, n) => {
    clock += Math.max(0, next.clock);
    const now = clock + Math.min(0, next.clock);
    perform(office, next, n, now);
    check(office, now, next);
  });
}

describe('service days over any history, against a count of every minute', () => {
  it('take, refuse, release, write and drop exactly what counting says', () => {
    fc.assert(
      fc.property(firstDay, turns, (date, all) => {
        play(Date.parse(date), all, (office, now) => office.agrees(now));
      }),
      { numRuns: 30 },
    );
  });

  it('show as free exactly the minutes with room, in the longest stretches there are', () => {
    fc.assert(
      fc.property(firstDay, turns, start, length, units, (date, all, from, minutes, wanted) => {
        const first = Date.parse(date);
        const to = Math.min(from + minutes, MINUTES);
        const within = { from: first + from * MINUTE, to: first + to * MINUTE };
        play(first, all, (office, now, { capacity }) => {
          const written = office.allDays().filter(({ version }) => version > 0);
          const free = availability(written, within, capacity, wanted, now);
          const shown = new Int32Array(MINUTES);
          for (const one of free) {
            for (let at = one.from; at < one.to; at += MINUTE) shown[(at - first) / MINUTE] = one.unitsLeft;
          }
          const expected = counted(office.sitters(), now).map((taken, minute) =>
            from <= minute && minute < to && capacity - taken >= wanted ? capacity - taken : 0,
          );
          expect(difference(first, shown, expected)).toBeUndefined();
          free.slice(1).forEach((one, n) => {
            const before = free[n];
            expect(before && before.to > one.from).toBe(false);
            if (before?.to === one.from) expect(one.unitsLeft).not.toBe(before.unitsLeft);
          });
        });
      }),
      { numRuns: 10 },
    );
  });
});
