import { describe, expect, it } from 'vitest';
import { mayStillHappen } from '../../../src/domain/use-cases/attempt/recall.js';
import { confirmed, daysWith, emptyDay, TODAY, TOMORROW } from '../builders.js';

const booking = confirmed({ version: 3 });
const day = (name: string, version: number) => ({ ...emptyDay(name), version });
/** What a commit of version 4 of the booking, with both days, asks for. */
const commit = { decidedAt: 0, booking: confirmed({ version: 4 }), days: [day(TODAY, 8), day(TOMORROW, 2)] };
const read = { booking, days: [day(TODAY, 7), day(TOMORROW, 1)] };

describe('a commit whose outcome is unknown', () => {
  it('may still happen while everything has the version that it asks for', () => {
    expect(mayStillHappen(commit, read)).toBe(true);
  });

  it.each([
    ['the booking', { ...read, booking: confirmed({ version: 4 }) }],
    ['the first of two days', { ...read, days: [day(TODAY, 8), day(TOMORROW, 1)] }],
    ['the second of two days', { ...read, days: [day(TODAY, 7), day(TOMORROW, 2)] }],
  ])('cannot happen any more once %s has moved on', (_, now) => {
    expect(mayStillHappen(commit, now)).toBe(false);
  });

  it('of a new booking may happen as long as there is none', () => {
    const creation = { decidedAt: 0, booking: confirmed({ version: 1 }), days: [day(TODAY, 1)] };
    expect(mayStillHappen(creation, { booking: undefined, days: [day(TODAY, 0)] })).toBe(true);
    expect(mayStillHappen(creation, { booking: confirmed({ version: 1 }), days: [day(TODAY, 0)] })).toBe(false);
  });

  it('of an answer alone asks for no version', () => {
    expect(mayStillHappen({ decidedAt: 0, days: [] }, { booking, days: daysWith(booking) })).toBe(true);
  });

  it('is not told by days that it does not write', () => {
    const elsewhere = { ...read, days: [day(TODAY, 7), day(TOMORROW, 1), day('2030-03-04', 40)] };
    expect(mayStillHappen(commit, elsewhere)).toBe(true);
    expect(mayStillHappen(commit, { booking, days: [] })).toBe(true);
  });
});
