import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { canonical } from '../../src/domain/idempotency/fingerprint.js';
import { isIdempotencyKey, scopeOf } from '../../src/domain/idempotency/key.js';

const json = fc.jsonValue({ maxDepth: 3 }).map((value) => JSON.parse(JSON.stringify(value)) as unknown);

function turned(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(turned);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .toReversed()
      .map(([key, member]) => [key, turned(member)]),
  );
}

describe('the canonical form', () => {
  it('says all there is to say: the value can be read back from it', () => {
    fc.assert(
      fc.property(json, (value) => {
        expect(JSON.parse(canonical(value))).toEqual(value);
      }),
    );
  });
  it('is one for all orders of keys', () => {
    fc.assert(
      fc.property(json, (value) => {
        expect(canonical(turned(value))).toBe(canonical(value));
      }),
    );
  });
});

describe('scopes', () => {
  const printable = fc.string({ unit: fc.constantFrom(...'ab%#235: !~'.split('')), minLength: 1, maxLength: 6 });
  const scope = fc.record({ subject: printable, operation: fc.constantFrom('create', 'cancel'), key: printable });
  it('are the same only if caller, operation and key are', () => {
    fc.assert(
      fc.property(scope, scope, (a, b) => {
        const same = a.subject === b.subject && a.operation === b.operation && a.key === b.key;
        expect(scopeOf(a.subject, a.operation, a.key) === scopeOf(b.subject, b.operation, b.key)).toBe(same);
      }),
    );
  });
  it('tell their parts apart', () => {
    fc.assert(
      fc.property(scope, ({ subject, operation, key }) => {
        expect(scopeOf(subject, operation, key).split('#').map(decodeURIComponent)).toEqual([subject, operation, key]);
      }),
    );
  });
});

describe('any text', () => {
  it('is a key exactly if all its characters may be in one', () => {
    const almost = fc.string({ unit: fc.integer({ min: 0x1e, max: 0x81 }).map((code) => String.fromCharCode(code)) });
    fc.assert(
      fc.property(almost, (text) => {
        const codes = text.split('').map((one) => one.charCodeAt(0));
        const all = codes.every((code) => code >= 0x20 && code <= 0x7e && !',"\\'.includes(String.fromCharCode(code)));
        expect(isIdempotencyKey(text)).toBe(text.length > 0 && text.length <= 255 && all);
      }),
    );
  });
});
