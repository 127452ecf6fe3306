import { describe, expect, it } from 'vitest';
import { bytesOf, queryUnits, type RawItem, readUnits, storedBytes, unitsOfWrite } from '../../scripts/dynamodb-costs/units.js';

const text = (length: number): RawItem[string] => ({ S: 'x'.repeat(length) });
/** `pk` and `sk` take 6 bytes, `note` 4 and its text. */
const item = (bytes: number, more: RawItem = {}): RawItem => ({ pk: { S: 'a' }, sk: { S: 'b' }, note: text(bytes - 10), ...more });
const inUserIndex = (userId: string, version = 1): RawItem => ({
  userId: { S: userId },
  startsAtAndId: { S: '2026-12-01T10:00:00.000Z#1' },
  version: { N: String(version) },
});

describe('the size of an item', () => {
  it('is the bytes of its names and values', () => {
    expect(bytesOf({ pk: { S: 'abc' } })).toBe(5);
    expect(bytesOf({ pk: { S: 'ä€' } })).toBe(7);
  });
  it.each([['1', 2], ['12', 2], ['123', 3], ['1795373610837', 8], ['1200', 2], ['-7', 3], ['0', 1]])('takes the number %s for %d bytes', (number, bytes) => {
    expect(bytesOf({ n: { N: number } })).toBe(1 + bytes);
  });
  it('is not guessed for what the store never writes', () => expect(() => bytesOf({ flag: { BOOL: true } })).toThrow('flag'));
});

describe('a consistent read', () => {
  it.each([[4_096, 1], [4_097, 2]])('of %d bytes takes %d units', (bytes, units) => expect(readUnits(item(bytes))).toBe(units));
  it('of what is not there takes one', () => expect(readUnits(undefined)).toBe(1));
});

describe('a query', () => {
  it('adds up what it finds before it rounds', () => expect(queryUnits([item(1_000), item(1_000), item(3_000)], true)).toBe(2));
  it('of an index costs half', () => expect(queryUnits([item(5_000)], false)).toBe(1));
  it('that finds nothing costs something', () => expect(queryUnits([], false)).toBe(0.5));
});

describe('a write', () => {
  it.each([[1_024, 1], [1_025, 2]])('of %d bytes takes %d units', (bytes, units) => {
    expect(unitsOfWrite(undefined, item(bytes), false)).toEqual({ own: units, ofIndexes: 0 });
  });
  it('takes twice that in a transaction', () => expect(unitsOfWrite(undefined, item(1_025), true).own).toBe(4));
  it('counts the larger of what was there and what is', () => expect(unitsOfWrite(item(3_000), item(500), false).own).toBe(3));
  it('that is only a condition counts too', () => expect(unitsOfWrite(undefined, undefined, true)).toEqual({ own: 2, ofIndexes: 0 }));
});

describe('an index', () => {
  const own = (userId: string, version?: number): RawItem => item(500, inUserIndex(userId, version));

  it('is written once for an item with its keys, also in a transaction', () => {
    expect(unitsOfWrite(undefined, own('ada'), true).ofIndexes).toBe(1);
  });
  it('is not written for what it does not carry', () => {
    expect(unitsOfWrite(own('ada'), item(600, inUserIndex('ada')), true).ofIndexes).toBe(0);
  });
  it('is written once for a change of what it carries', () => expect(unitsOfWrite(own('ada'), own('ada', 2), true).ofIndexes).toBe(1));
  it('is written twice for another key', () => expect(unitsOfWrite(own('ada'), own('bob'), true).ofIndexes).toBe(2));
  it('is written once where an item leaves it', () => expect(unitsOfWrite(own('ada'), item(500), true).ofIndexes).toBe(1));
  it('stores what it carries, and each copy has its overhead', () => {
    const carried = bytesOf({ pk: { S: 'a' }, sk: { S: 'b' }, ...inUserIndex('ada') });
    expect(storedBytes(own('ada'))).toBe(bytesOf(own('ada')) + 100 + carried + 100);
  });
});
