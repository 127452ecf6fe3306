import { describe, expect, it } from 'vitest';
import { isBefore, readingOn } from '../../../src/adapters/redis/feed/position.js';
import { Told } from '../../../src/adapters/redis/feed/told.js';

describe('an id', () => {
  it.each([
    ['1-0', '2-0', true],
    ['2-0', '1-0', false],
    ['9-0', '10-0', true],
    ['5-9', '5-10', true],
    ['5-10', '5-9', false],
    ['5-5', '5-5', false],
    ['1700000000000-18446744073709551614', '1700000000000-18446744073709551615', true],
    ['0-0', '0-1', true],
  ])('%s before %s: %j', (id, other, is) => expect(isBefore(id, other)).toBe(is));
});

describe('reading on', () => {
  it.each<[string, string, string | undefined, string | undefined, boolean, string, boolean]>([
    ['with nothing new', '5-0', '3-0', '5-0', true, '5-0', false],
    ['with something new', '5-0', '5-0', '9-0', true, '5-0', false],
    ['from before the first entry there ever was', '0-0', '3-0', '9-0', false, '0-0', false],
    ['of a stream that is not there yet', '0-0', undefined, undefined, false, '0-0', false],
    ['of a stream that was cut past it', '5-0', '7-0', '9-0', false, '5-0', true],
    ['of a stream that is gone', '5-0', undefined, undefined, false, '0-0', true],
    ['of a stream that begins anew below it', '5-0', '1-0', '2-0', false, '0-0', true],
    ['of a stream that begins anew below it, and goes beyond it', '5-0', '1-0', '9-0', false, '0-0', true],
  ])('%s', (_, position, first, last, hasPosition, from, missed) => {
    expect(readingOn(position, { first, last, hasPosition })).toEqual({ from, missed });
  });
});

describe('events that were told', () => {
  it('are known, the latest 10,000', () => {
    const told = new Told();
    expect([told.add('a'), told.add('a')]).toEqual([true, false]);
    for (let n = 0; n < 9_999; n += 1) told.add(`b-${n}`);
    expect(told.add('a')).toBe(false);
    told.add('one more');
    expect([told.add('b-9998'), told.add('a')]).toEqual([false, true]);
  });
});
