import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type BookingDetails, mergedDetails, sameDetails } from '../../src/domain/booking/details.js';

const key = fc.constantFrom('a', 'b', 'c', 'constructor', 'toString');
const text = fc.constantFrom('', 'x', 'y');
const pairs = <T>(value: fc.Arbitrary<T>) => fc.dictionary(key, value, { noNullPrototype: true });
const details: fc.Arbitrary<BookingDetails> = fc.record(
  { notes: text, metadata: fc.dictionary(key, text, { minKeys: 1, noNullPrototype: true }) },
  { requiredKeys: [] },
);
const patch = fc.record({ notes: fc.option(text), metadata: pairs(fc.option(text)) }, { requiredKeys: [] });

/** RFC 7396, said as plainly as can be. */
function expected(
  now: BookingDetails,
  { notes, metadata = {} }: { notes?: string | null; metadata?: Record<string, string | null> },
) {
  const merged = new Map(Object.entries(now.metadata ?? {}));
  for (const [name, value] of Object.entries(metadata)) {
    if (value === null) merged.delete(name);
    else merged.set(name, value);
  }
  const left = notes === undefined ? now.notes : notes;
  return {
    ...(left !== undefined && left !== null && { notes: left }),
    ...(merged.size > 0 && { metadata: Object.fromEntries(merged) }),
  };
}

describe('a merge patch of notes and metadata', () => {
  it('is that of the RFC', () => {
    fc.assert(
      fc.property(details, patch, (now, change) => {
        expect(mergedDetails(now, change)._unsafeUnwrap()).toStrictEqual(expected(now, change));
      }),
    );
  });
  it('changes nothing the second time', () => {
    fc.assert(
      fc.property(details, patch, (now, change) => {
        const once = mergedDetails(now, change)._unsafeUnwrap();
        expect(sameDetails(once, mergedDetails(once, change)._unsafeUnwrap())).toBe(true);
      }),
    );
  });
  it('is told from no change at all', () => {
    fc.assert(
      fc.property(details, patch, (now, change) => {
        const next = mergedDetails(now, change)._unsafeUnwrap();
        const same = JSON.stringify(expected(now, {})) === JSON.stringify(expected(next, {}));
        // Only key order may differ between what is the same.
        if (same) expect(sameDetails(now, next)).toBe(true);
        expect(sameDetails(now, next)).toBe(sameDetails(next, now));
        if (sameDetails(now, next)) expect(next).toEqual(now);
      }),
    );
  });
});
