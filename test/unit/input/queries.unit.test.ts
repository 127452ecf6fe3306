import { describe, expect, it } from 'vitest';
import type { InvalidRequest } from '../../../src/domain/booking/refusals.js';
import {
  parseAvailability,
  parseHistory,
  parseId,
  parseList,
  parseServiceId,
} from '../../../src/domain/input/queries.js';
import type { Result } from '../../../src/domain/result.js';
import { DAY, iso, NOW } from '../builders.js';

const issuesOf = (parsed: Result<unknown, InvalidRequest>) => parsed._unsafeUnwrapErr().issues;

describe('a list', () => {
  it('may be asked for by anything, and by nothing', () => {
    expect(parseList({})._unsafeUnwrap()).toEqual({});
    const all = { userId: 'ada', serviceId: 'chair', status: 'no_show', order: 'desc', limit: 100, cursor: 'c' };
    expect(parseList({ ...all, from: iso(NOW), to: iso(NOW + 1), endsAfter: iso(NOW + 2) })._unsafeUnwrap()).toEqual({
      ...all,
      from: NOW,
      to: NOW + 1,
      endsAfter: NOW + 2,
    });
  });
  it('ends after it begins', () => {
    const after = [{ path: 'to', rule: 'after_from' }];
    expect(issuesOf(parseList({ from: iso(NOW), to: iso(NOW) }))).toEqual(after);
    expect(issuesOf(parseList({ from: iso(NOW), to: iso(NOW - 1) }))).toEqual(after);
    expect(parseList({ to: iso(NOW) }).isOk()).toBe(true);
  });
  it.each([
    ['limit', 0, 'too_small'],
    ['limit', 101, 'too_large'],
    ['limit', 1.5, 'whole_number'],
    ['limit', '20', 'number'],
    ['order', 'up', 'one_of'],
    ['status', 'open', 'one_of'],
    ['status', 'toString', 'one_of'],
    ['status', ['held'], 'one_of'],
    ['from', '2030-03-02', 'instant'],
    ['endsAfter', 'now', 'instant'],
    ['userId', 'a b', 'format'],
    ['cursor', 'c'.repeat(1_001), 'too_long'],
    ['cursor', 7, 'string'],
  ])('refuses %s %j as %s', (path, value, rule) => {
    expect(issuesOf(parseList({ [path]: value }))).toEqual([{ path, rule }]);
  });
  it.each(['held', 'confirmed', 'completed', 'cancelled', 'no_show', 'expired'])('knows the status %s', (status) => {
    expect(parseList({ status }).isOk()).toBe(true);
  });
});

describe('availability', () => {
  const asked = (length: number) =>
    parseAvailability({ serviceId: 'chair', from: iso(NOW), to: iso(NOW + length), units: 2 });
  it('is asked for a service over a time', () => {
    expect(asked(DAY)._unsafeUnwrap()).toEqual({ serviceId: 'chair', from: NOW, to: NOW + DAY, units: 2 });
    expect(issuesOf(parseAvailability({}))).toMatchObject([{ path: 'serviceId' }, { path: 'from' }, { path: 'to' }]);
  });
  it('is asked for 31 days at most', () => {
    expect(asked(31 * DAY).isOk()).toBe(true);
    expect(issuesOf(asked(31 * DAY + 1))).toEqual([{ path: 'to', rule: 'at_most_31_days' }]);
  });
  it('is asked forwards', () => {
    expect(issuesOf(asked(0))).toEqual([{ path: 'to', rule: 'after_from' }]);
  });
  it('is asked for at least one unit', () => {
    const of = (units: number) => parseAvailability({ serviceId: 'chair', from: iso(NOW), to: iso(NOW + DAY), units });
    expect(of(1).isOk()).toBe(true);
    expect(issuesOf(of(0))).toEqual([{ path: 'units', rule: 'too_small' }]);
  });
});

describe('a history', () => {
  it('is of one booking, in pages', () => {
    expect(parseHistory({ bookingId: 'b', limit: 1, cursor: 'c' })._unsafeUnwrap()).toEqual({
      bookingId: 'b',
      limit: 1,
      cursor: 'c',
    });
    expect(issuesOf(parseHistory({ limit: 101 }))).toMatchObject([{ path: 'bookingId' }, { path: 'limit' }]);
  });
});

describe('an id by itself', () => {
  it('is checked under its name', () => {
    expect(parseId('b-1').isOk()).toBe(true);
    expect(issuesOf(parseId('a/b'))).toEqual([{ path: 'bookingId', rule: 'format' }]);
    expect(issuesOf(parseId(undefined))).toEqual([{ path: 'bookingId', rule: 'required' }]);
    expect(issuesOf(parseServiceId('a#b'))).toEqual([{ path: 'serviceId', rule: 'format' }]);
  });
});
