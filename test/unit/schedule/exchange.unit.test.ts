import { describe, expect, it } from 'vitest';
import { daysOf, exchange } from '../../../src/domain/schedule/exchange.js';
import type { Occupant } from '../../../src/domain/schedule/occupant.js';
import { at, confirmed, daysWith, emptyDay, held, NOW, takenAt, TODAY, TOMORROW } from '../builders.js';

const occupant = (from: string, to: string, units = 1, expiresAt?: number): Occupant => ({
  bookingId: 'me',
  claim: { from: at(from), to: at(to), units },
  expiresAt,
});
const written = (...args: Parameters<typeof exchange>) => exchange(...args)._unsafeUnwrap();
const refused = (...args: Parameters<typeof exchange>) => exchange(...args)._unsafeUnwrapErr();

describe('the service days of an exchange', () => {
  it('are those of what is released and what is taken, each once and in order', () => {
    const today = occupant('10:00', '11:00');
    const tomorrow = { ...today, claim: { from: at('23:00'), to: at('01:00', TOMORROW), units: 1 } };
    expect(daysOf('chair', { releases: tomorrow, takes: today })).toEqual([
      { serviceId: 'chair', day: TODAY },
      { serviceId: 'chair', day: TOMORROW },
    ]);
  });
  it('are in order, too, where it moves to an earlier day', () => {
    const today = occupant('10:00', '11:00');
    const tomorrow = { ...today, claim: { from: at('10:00', TOMORROW), to: at('11:00', TOMORROW), units: 1 } };
    expect(daysOf('chair', { releases: tomorrow, takes: today }).map(({ day }) => day)).toEqual([TODAY, TOMORROW]);
  });
  it('are none when nothing is exchanged', () => {
    expect(daysOf('chair', {})).toEqual([]);
  });
});

describe('a day that is written', () => {
  it('has its next version, and stays what it is otherwise', () => {
    const day = { serviceId: 'chair', day: TODAY, version: 41, claims: [] };
    expect(written([day], { takes: occupant('10:00', '11:00') }, 1, NOW)).toMatchObject([
      { serviceId: 'chair', day: TODAY, version: 42 },
    ]);
  });
  it('is not the one that was read: that one stays as it was', () => {
    const days = daysWith(confirmed(), held({ bookingId: 'h' }));
    const before = structuredClone(days);
    written(days, { releases: { ...occupant('10:00', '11:00'), bookingId: 'b-1' } }, 2, NOW + 10 * 60_000);
    written(days, { takes: occupant('10:00', '11:00') }, 9, NOW);
    expect(days).toEqual(before);
  });
  it('is none at all when nothing changes in it', () => {
    const gone = occupant('10:00', '11:00', 1, NOW);
    expect(written([emptyDay()], { releases: gone }, 1, NOW)).toEqual([]);
  });
  it('is one that lacks a hold that is alive, too: it may have come since', () => {
    const missing = occupant('10:00', '11:00', 1, NOW + 1);
    expect(written([emptyDay()], { releases: missing }, 1, NOW)).toEqual([{ ...emptyDay(), version: emptyDay().version + 1 }]);
  });
  it('grows with distinct intervals, not with bookings', () => {
    let days: Parameters<typeof exchange>[0] = [emptyDay()];
    for (let n = 0; n < 500; n += 1) days = written(days, { takes: occupant('10:00', '11:00') }, 500, NOW);
    expect(days).toMatchObject([{ version: 500, claims: [{ confirmedUnits: 500, holds: [] }] }]);
    expect(days[0]?.claims).toHaveLength(1);
    expect(refused(days, { takes: occupant('10:00', '11:00') }, 500, NOW)).toEqual({ kind: 'no_room', unitsLeft: 0 });
  });
});

describe('fit', () => {
  const other = (from: string, to: string, units = 1) =>
    confirmed({ bookingId: from, startsAt: at(from), endsAt: at(to), units });

  it('looks at every instant, not at the sum over the interval', () => {
    const days = daysWith(other('10:00', '10:30', 2), other('10:30', '11:00', 2));
    expect(takenAt(written(days, { takes: occupant('10:00', '11:00') }, 3, NOW), at('10:30'), NOW)).toBe(3);
    expect(refused(days, { takes: occupant('10:00', '11:00', 2) }, 3, NOW)).toEqual({ kind: 'no_room', unitsLeft: 1 });
  });
  it('adds up what overlaps', () => {
    const days = daysWith(other('09:00', '10:31', 2), other('10:30', '12:00', 2));
    expect(refused(days, { takes: occupant('10:00', '11:00') }, 4, NOW)).toEqual({ kind: 'no_room', unitsLeft: 0 });
    expect(written(days, { takes: occupant('10:31', '11:00', 2) }, 4, NOW)).toHaveLength(1);
  });
  it('lets neighbours be', () => {
    const days = daysWith(other('09:00', '10:00'), other('11:00', '12:00'));
    expect(written(days, { takes: occupant('10:00', '11:00') }, 1, NOW)).toHaveLength(1);
  });
  it('counts holds until the instant they expire', () => {
    const hold = held({ bookingId: 'h', holdExpiresAt: NOW + 1 });
    expect(refused(daysWith(hold), { takes: occupant('10:00', '11:00') }, 1, NOW)).toEqual({
      kind: 'no_room',
      unitsLeft: 0,
    });
    expect(written(daysWith(hold), { takes: occupant('10:00', '11:00') }, 1, NOW + 1)).toHaveLength(1);
  });
  it('says how many units the fullest instant leaves, over all days', () => {
    const late = { bookingId: 'me', claim: { from: at('23:00'), to: at('01:00', TOMORROW), units: 5 } };
    const tomorrow = confirmed({ bookingId: 't', startsAt: at('00:30', TOMORROW), units: 3 });
    const days = daysWith(other('23:15', '23:30', 1), tomorrow);
    expect(refused(days, { takes: late }, 5, NOW)).toEqual({ kind: 'no_room', unitsLeft: 2 });
  });
  it('of more than the capacity is never possible, not even where nothing is taken', () => {
    expect(refused([emptyDay()], { takes: occupant('10:00', '11:00', 3) }, 2, NOW)).toEqual({
      kind: 'capacity_exceeded',
      capacity: 2,
    });
  });
});

describe('an exchange of one slot for another', () => {
  const mine = confirmed({ bookingId: 'me', units: 2 });
  const releases = occupant('10:00', '11:00', 2);
  const crowd = confirmed({ bookingId: 'crowd', units: 9 });

  it('is judged only where it takes more than it had', () => {
    const days = daysWith(mine, crowd);
    expect(written(days, { releases, takes: occupant('10:15', '10:45', 2) }, 1, NOW)).toHaveLength(1);
    expect(written(days, { releases, takes: occupant('10:30', '11:30', 2) }, 2, NOW)).toHaveLength(1);
    expect(written(days, { releases, takes: occupant('10:00', '11:00', 1) }, 1, NOW)).toHaveLength(1);
  });
  it('is judged everywhere when it takes more units', () => {
    const days = daysWith(mine, crowd);
    expect(refused(days, { releases, takes: occupant('10:00', '11:00', 3) }, 11, NOW)).toEqual({
      kind: 'no_room',
      unitsLeft: 2,
    });
  });
  it('is judged on both sides when it grows both ways', () => {
    const grown = { releases, takes: occupant('09:00', '12:00', 2) };
    for (const [from, to] of [
      ['09:00', '09:01'],
      ['11:59', '12:00'],
    ] as const) {
      const days = daysWith(mine, confirmed({ bookingId: 'x', startsAt: at(from), endsAt: at(to) }));
      expect(refused(days, grown, 2, NOW)).toEqual({ kind: 'no_room', unitsLeft: 1 });
      expect(written(days, grown, 3, NOW)).toHaveLength(1);
    }
  });
  it('into a day it was not in is judged there', () => {
    const full = confirmed({ bookingId: 'x', startsAt: at('10:00', TOMORROW), units: 2 });
    const takes = { bookingId: 'me', claim: { from: at('10:00', TOMORROW), to: at('11:00', TOMORROW), units: 2 } };
    expect(refused(daysWith(mine, full), { releases, takes }, 3, NOW)).toEqual({ kind: 'no_room', unitsLeft: 1 });
  });
});
