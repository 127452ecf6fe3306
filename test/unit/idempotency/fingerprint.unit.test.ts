import { describe, expect, it } from 'vitest';
import { canonical, fingerprintOf, isFingerprintOf } from '../../../src/domain/idempotency/fingerprint.js';
import { parseCreate } from '../../../src/domain/input/commands.js';

const same = (text: string): string => text;
const command = { serviceId: 'chair', units: 2, metadata: { b: '2', a: '1' } };

describe('the canonical form', () => {
  it('has its keys in order, at every depth', () => {
    expect(canonical({ b: [{ d: 1, c: 2 }], a: { z: true, y: null } })).toBe(
      '{"a":{"y":null,"z":true},"b":[{"c":2,"d":1}]}',
    );
  });
  it('orders keys by code units, whatever the locale', () => {
    expect(canonical({ ä: 1, b: 2, B: 3, 10: 4, 9: 5 })).toBe('{"10":4,"9":5,"B":3,"b":2,"ä":1}');
  });
  it('keeps lists in theirs', () => {
    expect(canonical([2, 1])).toBe('[2,1]');
  });
  it('leaves out what is undefined and keeps what is null', () => {
    expect(canonical({ a: undefined, b: null })).toBe('{"b":null}');
    expect(canonical(undefined)).toBe('null');
  });
  it('tells texts from numbers, and nothing from empty', () => {
    const values = ['1', 1, '', null, [], {}, [null], { a: null }, 'null', false, 'false', 0];
    expect(new Set(values.map(canonical)).size).toBe(values.length);
  });
  it('does not normalise unicode: two spellings are two texts', () => {
    expect(canonical('\u00e9')).not.toBe(canonical('e\u0301'));
    expect(canonical('\u2028')).not.toBe(canonical('\n'));
  });
  it('is not misled by text that looks like it', () => {
    expect(canonical({ a: '1","b":"2' })).not.toBe(canonical({ a: '1', b: '2' }));
    expect(canonical(['a,b'])).not.toBe(canonical(['a', 'b']));
  });
  it('takes an own key named __proto__ for what it is', () => {
    expect(canonical(JSON.parse('{"__proto__":{"a":1}}'))).toBe('{"__proto__":{"a":1}}');
  });
});

describe('the fingerprint of a command', () => {
  it('names the version of its form', () => {
    expect(fingerprintOf(command, same)).toBe(`v1:${canonical(command)}`);
    expect(fingerprintOf(command, () => 'cafe')).toBe('v1:cafe');
  });
  it('is that of any other spelling of it', () => {
    const spelled = { metadata: { a: '1', b: '2' }, units: 2, notes: undefined, serviceId: 'chair' };
    expect(fingerprintOf(spelled, same)).toBe(fingerprintOf(command, same));
  });
  it('is that of one instant, however it is written', () => {
    const sent = (dateTime: unknown) =>
      fingerprintOf(parseCreate({ userId: 'ada', serviceId: 'chair', dateTime })._unsafeUnwrap(), same);
    const first = sent('2030-03-02T10:00:00Z');
    expect(sent('2030-03-02T12:00:00.000+02:00')).toBe(first);
    expect(sent(new Date('2030-03-02T10:00:00Z'))).toBe(first);
    expect(sent('2030-03-02T10:00:01Z')).not.toBe(first);
  });
  it('fills in no default: to say what would be so anyway is another command', () => {
    const sent = (units?: number) =>
      fingerprintOf(
        parseCreate({ userId: 'ada', serviceId: 'chair', dateTime: '2030-03-02T10:00:00Z', units })._unsafeUnwrap(),
        same,
      );
    expect(sent(1)).not.toBe(sent());
  });
});

describe('a remembered fingerprint', () => {
  const digest = (text: string) => `${text.length}`;
  it('is recognised by the command it was taken of', () => {
    expect(isFingerprintOf(fingerprintOf(command, digest), command, digest)).toBe(true);
    expect(isFingerprintOf(fingerprintOf(command, digest), { ...command, notes: 'x' }, digest)).toBe(false);
  });
  it.each(['v0:', 'v2:', 'toString:', '__proto__:', '', ':'])(
    'of the unknown version %j is of no command',
    (version) => {
      expect(isFingerprintOf(`${version}${digest(canonical(command))}`, command, digest)).toBe(false);
    },
  );
});
