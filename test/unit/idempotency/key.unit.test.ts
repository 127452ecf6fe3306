import { describe, expect, it } from 'vitest';
import { isIdempotencyKey, scopeOf } from '../../../src/domain/idempotency/key.js';

const characters = Array.from({ length: 300 }, (_, code) => String.fromCharCode(code));

describe('an idempotency key', () => {
  it('is of printable ASCII, all of it but comma, quote and backslash', () => {
    const printable = characters.slice(0x20, 0x7f).filter((one) => !',"\\'.includes(one));
    expect(characters.filter((one) => isIdempotencyKey(`k${one}`))).toEqual(printable);
  });
  it.each([
    ['the shortest', 'k', true],
    ['the longest', 'k'.repeat(255), true],
    ['an empty one', '', false],
    ['one too long', 'k'.repeat(256), false],
    ['two headers joined by a comma', 'first, second', false],
    ['a quoted one', '"k"', false],
    ['one with a line break at its end', 'k\n', false],
    ['an emoji', '🪑', false],
    ['a number', 7, false],
    ['nothing', undefined, false],
    ['null', null, false],
    ['a list', ['k'], false],
  ])('%s: %j is one: %s', (_, key, expected) => {
    expect(isIdempotencyKey(key)).toBe(expected);
  });
});

describe('the scope of a key', () => {
  it('is caller, operation and key', () => {
    expect(scopeOf('ada', 'create', 'key-1')).toBe('ada#create#key-1');
  });
  it('cannot be borrowed by writing the separator into a part', () => {
    expect(scopeOf('ada#create', 'create', 'k')).not.toBe(scopeOf('ada', 'create', 'create#k'));
    expect(scopeOf('a%23b', 'create', 'k')).not.toBe(scopeOf('a#b', 'create', 'k'));
    expect(scopeOf('a', 'create', '#k').split('#')).toHaveLength(3);
  });
});
