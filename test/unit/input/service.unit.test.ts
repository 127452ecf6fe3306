import { describe, expect, it } from 'vitest';
import { defaultService, parseService } from '../../../src/domain/input/service.js';

const issuesOf = (given: object) => parseService({ serviceId: 'chair', ...given })._unsafeUnwrapErr().issues;
const accepts = (given: object): boolean => parseService({ serviceId: 'chair', ...given }).isOk();
const DEFAULTS = {
  capacity: 1,
  durationMinutes: 60,
  bufferBeforeMinutes: 0,
  bufferAfterMinutes: 0,
  minNoticeMinutes: 0,
  maxHorizonDays: 365,
  holdMinutes: 15,
  cancellationNoticeMinutes: 0,
};

describe('a service', () => {
  it('has a default for all but its id', () => {
    expect(parseService({ serviceId: 'chair' })._unsafeUnwrap()).toEqual({
      serviceId: 'chair',
      name: 'chair',
      ...DEFAULTS,
      version: 0,
    });
    expect(parseService({})._unsafeUnwrapErr().issues).toEqual([{ path: 'serviceId', rule: 'required' }]);
  });
  it('may be put back as it was read, with the version it had', () => {
    for (const version of [0, 7]) expect(parseService({ serviceId: 'chair', version })._unsafeUnwrap().version).toBe(0);
    expect(issuesOf({ version: -1 })).toEqual([{ path: 'version', rule: 'too_small' }]);
  });
  it('is as given otherwise', () => {
    const given = {
      serviceId: 'chair',
      name: 'Chair',
      capacity: 4,
      durationMinutes: 30,
      minDurationMinutes: 15,
      maxDurationMinutes: 90,
      bufferBeforeMinutes: 5,
      bufferAfterMinutes: 10,
      minNoticeMinutes: 60,
      maxHorizonDays: 30,
      holdMinutes: 5,
      cancellationNoticeMinutes: 1440,
    };
    expect(parseService(given)._unsafeUnwrap()).toEqual({ ...given, version: 0 });
  });
  it('does not choose its own version', () => {
    expect(parseService({ serviceId: 'chair', version: 7 })._unsafeUnwrap().version).toBe(0);
  });
  it('that nobody put is booked by the defaults', () => {
    expect(defaultService('chair')).toEqual(parseService({ serviceId: 'chair' })._unsafeUnwrap());
  });
});

describe('the numbers of a policy', () => {
  it.each([
    ['capacity', 0, 1_000_000],
    ['durationMinutes', 1, 44_640],
    ['minNoticeMinutes', 0, 527_040],
    ['maxHorizonDays', 0, 3_660],
    ['holdMinutes', 1, 527_040],
    ['cancellationNoticeMinutes', 0, 527_040],
  ])('%s is a whole number from %i to %i', (field, min, max) => {
    expect([accepts({ [field]: min }), accepts({ [field]: max })]).toEqual([true, true]);
    expect(issuesOf({ [field]: min - 1 })).toEqual([{ path: field, rule: 'too_small' }]);
    expect(issuesOf({ [field]: max + 1 })).toEqual([{ path: field, rule: 'too_large' }]);
    expect(issuesOf({ [field]: 1.5 })).toEqual([{ path: field, rule: 'whole_number' }]);
    expect(issuesOf({ [field]: null })).toEqual([{ path: field, rule: 'number' }]);
  });
  it('are together at most 31 days of claim', () => {
    const most = 31 * 24 * 60;
    expect(accepts({ durationMinutes: most - 2, bufferBeforeMinutes: 1, bufferAfterMinutes: 1 })).toBe(true);
    const too_long = [{ path: 'durationMinutes', rule: 'too_long_with_buffers' }];
    expect(issuesOf({ durationMinutes: most - 1, bufferBeforeMinutes: 1, bufferAfterMinutes: 1 })).toEqual(too_long);
    expect(issuesOf({ maxDurationMinutes: most - 1, bufferAfterMinutes: 2 })).toEqual(too_long);
  });
  it('leave a duration to choose', () => {
    const above = [{ path: 'minDurationMinutes', rule: 'above_maximum' }];
    expect(accepts({ minDurationMinutes: 60, maxDurationMinutes: 60 })).toBe(true);
    expect(issuesOf({ minDurationMinutes: 61, maxDurationMinutes: 60 })).toEqual(above);
    expect(issuesOf({ minDurationMinutes: 61 })).toEqual(above);
    expect(issuesOf({ maxDurationMinutes: 59 })).toEqual(above);
  });
});

describe('the name of a service', () => {
  it('has up to 200 characters', () => {
    expect(accepts({ name: 'n'.repeat(200) })).toBe(true);
    expect(issuesOf({ name: 'n'.repeat(201) })).toEqual([{ path: 'name', rule: 'too_long' }]);
  });
});
