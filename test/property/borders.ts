import fc from 'fast-check';
import type { Verdict } from '../../src/domain/booking/decision.js';
import { DAY } from '../unit/builders.js';

export const RUNS = { numRuns: 10 };

// Any millisecond, or midnight itself.
const someTime = fc.integer({ min: Date.parse('2027-01-01'), max: Date.parse('2035-01-01') });
export const now = fc.oneof(
  someTime,
  someTime.map((at) => Math.floor(at / DAY) * DAY),
);
export const minutes = (min: number, max: number) => fc.integer({ min, max });

/** What a verdict says: `ok`, or the kind of the refusal. */
export const told = (verdict: Verdict): string => (verdict.isOk() ? 'ok' : verdict.error.kind);
/** What is said one before the border, at it, and one after: milliseconds, minutes or units, as the border is. */
export const around = (border: number, at: (place: number) => Verdict): readonly string[] =>
  [border - 1, border, border + 1].map((place) => told(at(place)));
