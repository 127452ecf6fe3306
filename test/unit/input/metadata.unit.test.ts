import { describe, expect, it } from 'vitest';
import { parseCreate, parseUpdate } from '../../../src/domain/input/commands.js';

const creating = (metadata: unknown) =>
  parseCreate({ userId: 'ada', serviceId: 'chair', dateTime: '2030-03-02T10:00:00Z', metadata });
const issuesOf = (metadata: unknown) => creating(metadata)._unsafeUnwrapErr().issues;
const pairs = (count: number, value: string | null = 'v') =>
  Object.fromEntries(Array.from({ length: count }, (_, n) => [`k${n}`, value]));

describe('metadata', () => {
  it('is up to twenty pairs of text', () => {
    expect(creating(pairs(20)).isOk()).toBe(true);
    expect(creating({}).isOk()).toBe(true);
    expect(issuesOf(pairs(21))).toEqual([{ path: 'metadata', rule: 'too_many' }]);
  });
  it('may be forty in a patch, to clear as many as it sets', () => {
    const patch = (count: number) => parseUpdate({ bookingId: 'b', metadata: pairs(count, null) });
    expect([patch(40).isOk(), patch(41).isOk()]).toEqual([true, false]);
  });
  it('has keys of 1 to 40 characters', () => {
    expect(creating({ ['k'.repeat(40)]: 'v' }).isOk()).toBe(true);
    expect(issuesOf({ ['k'.repeat(41)]: 'v' })).toEqual([{ path: `metadata.${'k'.repeat(40)}`, rule: 'key' }]);
    expect(issuesOf({ '': 'v' })).toMatchObject([{ rule: 'key' }]);
    expect(issuesOf({ '\ud800': 'v' })).toMatchObject([{ rule: 'key' }]);
  });
  it.each(['"', '\\', 'a\\b', '\n', '\u0000', '\u001f', '\udc00'])('has no key that JSON would escape: %j is none', (key) => {
    expect(issuesOf({ [key]: 'v' })).toEqual([{ path: `metadata.${key}`, rule: 'key' }]);
  });
  it.each(['größe', 'a b', '\u007f', '\u2028', '🪑', "it's", '/'])('has keys of all other characters: %j is one', (key) => {
    expect(creating({ [key]: 'v' })._unsafeUnwrap().metadata).toEqual({ [key]: 'v' });
  });
  it('is never kept under a key that was not sent, whatever JSON.parse made of it after the keys of others', () => {
    const parsed = (text: string): unknown => JSON.parse(text);
    parsed(String.raw`{"a":"","x\\":""}`);
    const told = creating(parsed(String.raw`{"a":"","x\u00e9":""}`));
    const kept = told.isOk() ? Object.keys(told.value.metadata ?? {}) : ['a', 'xé'];
    expect(kept).toEqual(['a', 'xé']);
  });
  it('has values of up to 500 characters', () => {
    expect(creating({ k: 'v'.repeat(500) }).isOk()).toBe(true);
    expect(issuesOf({ k: 'v'.repeat(501) })).toEqual([{ path: 'metadata.k', rule: 'too_long' }]);
  });
  it('counts characters, of which an emoji is one', () => {
    expect(creating({ k: '🪑'.repeat(500) }).isOk()).toBe(true);
    expect(issuesOf({ k: '🪑'.repeat(501) })).toEqual([{ path: 'metadata.k', rule: 'too_long' }]);
  });
  it.each([[1], [true], [null], [{}], [['v']], [undefined]])('has no value such as %o', (value) => {
    expect(issuesOf({ k: value })).toEqual([{ path: 'metadata.k', rule: 'string' }]);
  });
  it.each([[null], ['text'], [7], [[]], [[['k', 'v']]], [new Map([['k', 'v']])], [new Date()]])('is an object: %o is none', (metadata) => {
    expect(issuesOf(metadata)).toEqual([{ path: 'metadata', rule: 'object' }]);
  });
  it('is a copy: who sent it cannot change it afterwards', () => {
    const sent = { k: 'v' };
    const { metadata } = creating(sent)._unsafeUnwrap();
    sent.k = 'other';
    expect(metadata).toEqual({ k: 'v' });
    expect(Object.isFrozen(metadata)).toBe(true);
  });
});

describe('keys that every object has', () => {
  it('are keys like others', () => {
    const metadata = JSON.parse('{"constructor":"a","toString":"b","hasOwnProperty":"c"}') as object;
    expect(creating(metadata)._unsafeUnwrap().metadata).toEqual(metadata);
  });
  it('except __proto__, which is refused by name', () => {
    expect(issuesOf(JSON.parse('{"__proto__":"a"}'))).toEqual([{ path: 'metadata.__proto__', rule: 'key' }]);
    expect(issuesOf(JSON.parse('{"__proto__":{"polluted":"yes"}}'))).toEqual([
      { path: 'metadata.__proto__', rule: 'key' },
    ]);
    expect({}).not.toHaveProperty('polluted');
  });
  it('are never inherited: an object that does is refused, and one of no prototype is not', () => {
    expect(issuesOf(Object.create({ order: '17' }))).toEqual([{ path: 'metadata', rule: 'object' }]);
    const bare: unknown = Object.assign(Object.create(null), { order: '17' });
    expect(creating(bare)._unsafeUnwrap().metadata).toEqual({ order: '17' });
  });
});
