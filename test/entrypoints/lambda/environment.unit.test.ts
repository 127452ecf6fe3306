import { describe, expect, it } from 'vitest';
import { environmentOf } from '../../../src/entrypoints/lambda/functions/environment.js';

const NAME = 'HOLDFAST_X';
const given = (value: string | undefined) => environmentOf(value === undefined ? {} : { [NAME]: value });

describe('a variable that must be set', () => {
  it('is what it is set to, without the spaces around', () => {
    expect(given(' table ').text(NAME)).toBe('table');
  });

  it.each([undefined, '', '  '])('and is %j stops the function in one line that names it', (value) => {
    expect(() => given(value).text(NAME)).toThrow(new Error('holdfast: the environment lacks HOLDFAST_X'));
  });
});

describe('a variable with choices', () => {
  it.each([
    [undefined, 'false'],
    ['', 'false'],
    ['false', 'false'],
    ['true', 'true'],
  ])('that is %j is taken for %s', (value, choice) => {
    expect(given(value).oneOf(NAME, ['false', 'true'])).toBe(choice);
  });

  it.each(['yes', 'TRUE', '1'])('that is %j stops the function', (value) => {
    expect(() => given(value).oneOf(NAME, ['false', 'true'])).toThrow(`HOLDFAST_X must be false or true, not ${value}`);
  });
});

describe('a variable that is a whole number', () => {
  it.each([
    [undefined, undefined],
    [' ', undefined],
    ['0', 0],
    [' 300 ', 300],
  ])('and is %j is taken for %s', (value, number) => {
    expect(given(value).whole(NAME, 300)).toBe(number);
  });

  it.each(['301', '-1', '1.5', '1e2', 'five', '9999999999'])('and is %j stops the function', (value) => {
    expect(() => given(value).whole(NAME, 300)).toThrow(`HOLDFAST_X must be a whole number from 0 to 300, not ${value}`);
  });
});

it('a variable with a list is each of its parts, and none when it is not set', () => {
  expect(given('https://a.example, https://b.example,').list(NAME)).toEqual(['https://a.example', 'https://b.example']);
  for (const value of [undefined, '', ' , ']) expect(given(value).list(NAME)).toEqual([]);
});

it('a variable that may be missing is', () => {
  expect(given('').optional(NAME)).toBeUndefined();
  expect(given('x').optional(NAME)).toBe('x');
});
