import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseInstant } from '../../src/domain/input/instant.js';

const FIRST = Date.parse('0000-01-01T00:00:00.000Z');
const LAST = Date.parse('9998-12-31T23:59:59.999Z');
const two = (n: number): string => String(n).padStart(2, '0');

/** How a clock at this offset from UTC would write the instant. */
function written(instant: number, offsetMinutes: number): string {
  const local = new Date(instant + offsetMinutes * 60_000).toISOString().slice(0, -1);
  const [sign, minutes] = offsetMinutes < 0 ? ['-', -offsetMinutes] : ['+', offsetMinutes];
  return `${local}${sign}${two(Math.floor(minutes / 60))}:${two(minutes % 60)}`;
}
const offset = fc.integer({ min: -(24 * 60 - 1), max: 24 * 60 - 1 });
// A day from either end, so that the local date has four digits of year at every offset.
const instant = fc.integer({ min: FIRST + 86_400_000, max: LAST - 86_400_000 });

describe('an instant', () => {
  it('is the same at whatever offset it is written', () => {
    fc.assert(
      fc.property(instant, offset, (at, minutes) => {
        expect(parseInstant(written(at, minutes))).toBe(at);
        expect(parseInstant(new Date(at))).toBe(at);
      }),
    );
  });
  it('is refused exactly where the calendar has no such date', () => {
    const day = fc.record({ y: fc.integer({ min: 0, max: 9998 }), m: fc.integer({ min: 0, max: 13 }), d: fc.nat(32) });
    fc.assert(
      fc.property(day, ({ y, m, d }) => {
        const text = `${String(y).padStart(4, '0')}-${two(m)}-${two(d)}T12:00:00.000Z`;
        const read = new Date(text);
        const exists = !Number.isNaN(read.getTime()) && read.toISOString() === text;
        expect(parseInstant(text)).toBe(exists ? read.getTime() : undefined);
      }),
    );
  });
  it('is read as what it says or not at all, after any slip of the pen', () => {
    const slip = fc.constantFrom(...'0123456789-:.+TZ tz\n'.split(''), '', '00');
    fc.assert(
      fc.property(instant, offset, fc.nat(28), slip, (at, minutes, place, character) => {
        const text = written(at, minutes);
        const slipped = text.slice(0, place) + character + text.slice(place + 1);
        const read = parseInstant(slipped);
        if (read !== undefined) expect(read).toBe(Date.parse(slipped.toUpperCase()));
      }),
    );
  });
});
