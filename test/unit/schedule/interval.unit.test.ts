import { describe, expect, it } from 'vitest';
import { overlaps, sameInterval, without } from '../../../src/domain/schedule/interval.js';

const slot = (from: number, to: number) => ({ from, to });

describe('two half-open intervals', () => {
  it.each([
    [slot(10, 20), slot(20, 30), false],
    [slot(10, 20), slot(19, 30), true],
    [slot(10, 20), slot(0, 10), false],
    [slot(10, 20), slot(0, 11), true],
    [slot(10, 20), slot(12, 13), true],
    [slot(10, 20), slot(10, 20), true],
  ])('%o and %o overlap: %s', (a, b, expected) => {
    expect([overlaps(a, b), overlaps(b, a)]).toEqual([expected, expected]);
  });
  it('are the same only if both ends are', () => {
    expect(sameInterval(slot(10, 20), slot(10, 20))).toBe(true);
    expect(sameInterval(slot(10, 20), slot(10, 21))).toBe(false);
    expect(sameInterval(slot(10, 20), slot(11, 20))).toBe(false);
  });
});

describe('one interval without another', () => {
  it.each([
    ['that begins within it', slot(15, 30), [slot(10, 15)]],
    ['that ends within it', slot(0, 15), [slot(15, 20)]],
    ['in the middle of it', slot(12, 13), [slot(10, 12), slot(13, 20)]],
    ['at its front', slot(10, 12), [slot(12, 20)]],
    ['at its back', slot(18, 20), [slot(10, 18)]],
    ['that covers it', slot(0, 30), []],
    ['that is the same', slot(10, 20), []],
    ['right before it', slot(0, 10), [slot(10, 20)]],
    ['right after it', slot(20, 30), [slot(10, 20)]],
    ['far from it', slot(40, 50), [slot(10, 20)]],
  ])('%s', (_, other, expected) => {
    expect(without(slot(10, 20), other)).toEqual(expected);
  });
});
