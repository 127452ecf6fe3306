import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compareText, first } from '../../../src/adapters/in-memory/ordering.js';

describe('the first few of many', () => {
  it('are what sorting all of them and cutting would give, equals in the order they came', () => {
    const pairs = fc.array(fc.tuple(fc.nat(20), fc.nat(1000)));
    fc.assert(
      fc.property(pairs, fc.nat(30), (all, limit) => {
        const order = (a: readonly number[], b: readonly number[]) => (a[0] ?? 0) - (b[0] ?? 0);
        expect(first(all, limit, order)).toEqual([...all].sort(order).slice(0, limit));
      }),
    );
  });
  it('compares text by its code units', () => {
    fc.assert(
      fc.property(fc.array(fc.string()), (all) => {
        expect(first(all, all.length, compareText)).toEqual([...all].sort());
      }),
    );
  });
});
