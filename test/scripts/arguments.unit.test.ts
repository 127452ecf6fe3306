import { describe, expect, it } from 'vitest';
import { BadArgument, positive, whole } from '../../scripts/arguments.js';

describe('a number on the command line', () => {
  it('is a whole one where it counts something', () => {
    expect(whole('seeds', '2000', 1)).toBe(2_000);
    expect(whole('seed', '0')).toBe(0);
  });

  it.each(['', 'abc', '-1', '1.5', '1e3', ' 1', '0x10', '9007199254740993'])('is not "%s"', (text) => {
    expect(() => whole('seeds', text)).toThrow(new BadArgument(`--seeds is a whole number from 0 on, not "${text}"`));
  });

  it('is not less than what makes sense', () => {
    expect(() => whole('runs', '0', 1)).toThrow('--runs is a whole number from 1 on, not "0"');
  });

  it('may have a fraction where it measures something, and is above zero', () => {
    expect(positive('remember-hours', '0.5')).toBe(0.5);
    for (const text of ['', '0', '-1', 'abc', '1e3', 'Infinity']) {
      expect(() => positive('remember-hours', text)).toThrow(BadArgument);
    }
  });
});
