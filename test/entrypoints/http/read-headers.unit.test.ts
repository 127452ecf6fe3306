import { describe, expect, it } from 'vitest';
import { expectedVersion, idempotencyKey, isKnown } from '../../../src/entrypoints/http/read-headers.js';

describe('Idempotency-Key', () => {
  it.each([
    [undefined, undefined],
    ['k', 'k'],
    ['"k"', 'k'],
    ['""', ''],
    ['', ''],
    ['"', '"'],
    ['"k', '"k'],
    ['k"', 'k"'],
    ['"a", "b"', 'a", "b'],
    ['""k""', '"k"'],
  ])('%j is the key %j', (header, key) => expect(idempotencyKey(header)).toBe(key));
});

describe('If-Match', () => {
  it.each([
    [undefined, undefined],
    ['*', '*'],
    ['"0"', 0],
    ['"17"', 17],
  ] as const)('%j expects %j', (header, version) => {
    expect(expectedVersion(header)._unsafeUnwrap()).toBe(version);
  });

  it.each(['', '1', '"1', 'W/"1"', '"1","2"', '"01"', '"1.5"', '"x"', '"1234567890123456"', ' "1" '])(
    '%j is refused',
    (header) => {
      expect(expectedVersion(header)._unsafeUnwrapErr()).toMatchObject({
        kind: 'invalid_request',
        issues: [{ path: 'If-Match', rule: 'version_tag' }],
      });
    },
  );
});

describe('If-None-Match', () => {
  it.each([
    ['"1"', '"1"'],
    ['W/"1"', '"1"'],
    ['"1"', 'W/"1"'],
    ['"0", "1"', '"1"'],
    ['*', '"1"'],
    [' * ', '"1"'],
  ])('%j knows %j', (header, etag) => expect(isKnown(header, etag)).toBe(true));

  it.each([undefined, '', '"2"', '1', '"11"', '"W/1"'])('%j does not know "1"', (header) =>
    expect(isKnown(header, '"1"')).toBe(false),
  );
});
