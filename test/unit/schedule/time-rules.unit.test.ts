import { describe, expect, it } from 'vitest';
import type { Policy } from '../../../src/domain/schedule/policy.js';
import { brokenRule, type Proposal } from '../../../src/domain/schedule/rules.js';
import { DAY, HOUR, MINUTE, NOW, service } from '../builders.js';

type Given = Partial<Omit<Proposal, 'policy'>> & { readonly policy?: Partial<Policy> };

/** A new hour tomorrow, asked for by a user. */
function broken({ policy, ...given }: Given) {
  const { startsAt = NOW + DAY, endsAt = startsAt + HOUR } = given;
  const claim = { from: startsAt, to: endsAt, units: 1 };
  const asked = { now: NOW, staff: false, newStart: true, newDuration: true, claim, ...given, startsAt, endsAt };
  return brokenRule({ ...asked, policy: service(policy) });
}
const STAYS = { newStart: false, newDuration: false };

describe('a start', () => {
  it('has to be in the future, for staff as well', () => {
    for (const staff of [false, true]) {
      expect(broken({ startsAt: NOW - 1, staff })).toEqual({ kind: 'in_the_past' });
      expect(broken({ startsAt: NOW, staff })).toEqual({ kind: 'in_the_past' });
      expect(broken({ startsAt: NOW + 1, staff })).toBeUndefined();
    }
  });
  it('that is not new may be past', () => {
    expect(broken({ ...STAYS, startsAt: NOW - DAY })).toBeUndefined();
    expect(broken({ newStart: false, startsAt: NOW - DAY })).toBeUndefined();
  });
});

describe('minimum notice', () => {
  const policy = { minNoticeMinutes: 90 };
  const first = NOW + 90 * MINUTE;
  it('is met to the millisecond', () => {
    expect(broken({ policy, startsAt: first })).toBeUndefined();
    expect(broken({ policy, startsAt: first - 1 })).toEqual({ kind: 'notice_too_short', minNoticeMinutes: 90 });
  });
  it('binds no staff and no start that is not new', () => {
    expect(broken({ policy, startsAt: first - 1, staff: true })).toBeUndefined();
    expect(broken({ policy, startsAt: first - 1, newStart: false })).toBeUndefined();
  });
});

describe('the horizon', () => {
  const policy = { maxHorizonDays: 10 };
  const last = NOW + 10 * DAY;
  it('is met to the millisecond', () => {
    expect(broken({ policy, startsAt: last })).toBeUndefined();
    expect(broken({ policy, startsAt: last + 1 })).toEqual({ kind: 'beyond_horizon', maxHorizonDays: 10 });
  });
  it('binds no staff and no start that is not new', () => {
    expect(broken({ policy, startsAt: last + 1, staff: true })).toBeUndefined();
    expect(broken({ policy, startsAt: last + 1, newStart: false })).toBeUndefined();
  });
  it('of 365 days is the default', () => {
    expect(broken({ startsAt: NOW + 365 * DAY })).toBeUndefined();
    expect(broken({ startsAt: NOW + 365 * DAY + 1 })).toEqual({ kind: 'beyond_horizon', maxHorizonDays: 365 });
  });
});

describe('a duration', () => {
  const lasting = (minutes: number, policy: Partial<Policy>, given: Given = {}) =>
    broken({ policy, endsAt: NOW + DAY + minutes * MINUTE, ...given });
  const refused = (minDurationMinutes: number, maxDurationMinutes: number) => ({
    kind: 'duration_not_allowed',
    minDurationMinutes,
    maxDurationMinutes,
  });

  it('is the service’s own', () => {
    const policy = { durationMinutes: 60 };
    expect(lasting(60, policy)).toBeUndefined();
    expect(lasting(59, policy)).toEqual(refused(60, 60));
    expect(lasting(61, policy)).toEqual(refused(60, 60));
  });
  it('is chosen between minimum and maximum where there are both', () => {
    const policy = { durationMinutes: 60, minDurationMinutes: 30, maxDurationMinutes: 90 };
    expect([lasting(30, policy), lasting(90, policy)]).toEqual([undefined, undefined]);
    expect(lasting(29, policy)).toEqual(refused(30, 90));
    expect(lasting(91, policy)).toEqual(refused(30, 90));
  });
  it('is chosen up to its own where there is but a minimum, from its own where there is but a maximum', () => {
    expect(lasting(30, { durationMinutes: 60, minDurationMinutes: 30 })).toBeUndefined();
    expect(lasting(61, { durationMinutes: 60, minDurationMinutes: 30 })).toEqual(refused(30, 60));
    expect(lasting(90, { durationMinutes: 60, maxDurationMinutes: 90 })).toBeUndefined();
    expect(lasting(59, { durationMinutes: 60, maxDurationMinutes: 90 })).toEqual(refused(60, 90));
  });
  it('may always be the service’s own, even outside of what else may be chosen', () => {
    const policy = { durationMinutes: 60, minDurationMinutes: 90, maxDurationMinutes: 120 };
    expect([lasting(60, policy), lasting(90, policy)]).toEqual([undefined, undefined]);
    expect(lasting(61, policy)).toEqual(refused(90, 120));
  });
  it('is any for staff', () => {
    expect(lasting(1, { durationMinutes: 60 }, { staff: true })).toBeUndefined();
    expect(lasting(31 * 24 * 60, { durationMinutes: 60 }, { staff: true })).toBeUndefined();
  });
  it('that is not new is not judged again', () => {
    expect(lasting(45, { durationMinutes: 60 }, { newDuration: false })).toBeUndefined();
  });
});

describe('a slot', () => {
  const long = { kind: 'slot_too_long', maxMinutes: 31 * 24 * 60 };
  it('takes 31 days at most, buffers included, for staff as well', () => {
    const startsAt = NOW + DAY;
    const claim = { from: startsAt, to: startsAt + 31 * DAY, units: 1 };
    expect(broken({ staff: true, claim })).toBeUndefined();
    expect(broken({ staff: true, claim: { ...claim, to: claim.to + 1 } })).toEqual(long);
    expect(broken({ staff: true, claim: { ...claim, from: claim.from - 1 } })).toEqual(long);
  });
  it('that is absurdly long is refused for just that', () => {
    const claim = { from: NOW, to: NOW + Number.MAX_SAFE_INTEGER * MINUTE, units: 1 };
    expect(broken({ claim, endsAt: claim.to })).toEqual(long);
  });
});
