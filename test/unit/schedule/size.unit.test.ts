import { describe, expect, it } from 'vitest';
import { cancel } from '../../../src/domain/booking/cancel.js';
import { reschedule } from '../../../src/domain/booking/change.js';
import { confirm } from '../../../src/domain/booking/confirm.js';
import type { BookingState } from '../../../src/domain/booking/state.js';
import { exchange } from '../../../src/domain/schedule/exchange.js';
import type { DayClaim, ServiceDay } from '../../../src/domain/schedule/service-day.js';
import { dayBytes } from '../../../src/domain/schedule/size.js';
import {
  at,
  B1,
  changeOf,
  confirmed,
  create,
  DAY,
  daysWith,
  decide,
  held,
  MINUTE,
  NOW,
  refusalOf,
  service,
  staff,
} from '../builders.js';

const KB = 1024;
const LIMIT = 300 * KB;
const policy = service({ capacity: 1_000_000 });

/** With holds on the last second of the day, then with distinct intervals, until it has about so many bytes. */
function filled(day: ServiceDay, bytes: number): ServiceDay {
  const to = Date.parse(`${day.day}T00:00:00Z`) + DAY;
  const hold = { bookingId: 'x'.repeat(128), units: 1, expiresAt: NOW + DAY };
  const crowd = (count: number): DayClaim => ({
    from: to - 1_000,
    to,
    confirmedUnits: 0,
    holds: Array.from({ length: count }, () => hold),
  });
  const single = (n: number): DayClaim => ({ from: to - 1 - n, to, confirmedUnits: 1, holds: [] });
  const sizeOf = (...claims: readonly DayClaim[]): number => dayBytes({ ...day, claims });

  const crowded = crowd(Math.floor((bytes - dayBytes(day)) / (sizeOf(crowd(2)) - sizeOf(crowd(1)))) - 1);
  const left = bytes - sizeOf(...day.claims, crowded);
  const singles = Array.from({ length: Math.floor(left / sizeOf(single(0))) }, (_, n) => single(n));
  return { ...day, claims: [...day.claims, crowded, ...singles] };
}
const full = (mine: BookingState): readonly ServiceDay[] => daysWith(mine).map((day) => filled(day, LIMIT));

describe('the size of a service day', () => {
  it('is at least what it takes when written as JSON', () => {
    const days = daysWith(
      confirmed({ units: 1_000_000 }),
      ...Array.from({ length: 40 }, (_, n) => held({ bookingId: `${n}`.padEnd(128, 'x'), units: 1_000 })),
    );
    for (const day of days) expect(dayBytes(day)).toBeGreaterThanOrEqual(JSON.stringify(day.claims).length);
  });
});

describe('a service day at its limit of 300 KB', () => {
  const mine = confirmed();
  const hold = held();
  const refusal = { kind: 'service_day_full' };

  it('refuses one more interval, for staff as well', () => {
    const world = { days: full(mine), service: policy, actor: staff };
    expect(refusalOf(create({ dateTime: at('12:00') }, world, 'b-2'))).toEqual(refusal);
  });
  it('refuses one more hold', () => {
    const world = { days: full(mine), service: policy };
    expect(refusalOf(create({ hold: true }, world, 'b-2'))).toEqual(refusal);
  });
  it('still has room for units on an interval it knows', () => {
    const world = { days: full(mine), service: policy };
    expect(changeOf(create({}, world, 'b-2')).state.status).toBe('confirmed');
  });
  it('still lets everyone cancel and confirm', () => {
    expect(changeOf(decide(cancel, mine, B1, { days: full(mine), service: policy })).state.status).toBe('cancelled');
    expect(changeOf(decide(confirm, hold, B1, { days: full(hold), service: policy })).state.status).toBe('confirmed');
  });
  it('lets a booking move, where that frees as much as it takes', () => {
    const world = { days: full(mine), service: policy };
    expect(changeOf(decide(reschedule, mine, { ...B1, dateTime: at('12:00') }, world)).state.startsAt).toBe(
      at('12:00'),
    );
  });
  it('lets a booking become shorter, though that adds an interval', () => {
    const shared = full(mine).map((day) => ({
      ...day,
      claims: day.claims.map((claim) => ({ ...claim, confirmedUnits: claim.confirmedUnits + 1 })),
    }));
    const change = { ...B1, durationMinutes: 30 };
    const world = { days: shared, service: policy, actor: staff };
    expect(changeOf(decide(reschedule, mine, change, world)).state.endsAt).toBe(mine.startsAt + 30 * MINUTE);
  });
  it('shrinks even from beyond it', () => {
    const days = daysWith(mine).map((day) => filled(day, LIMIT + 50 * KB));
    expect(changeOf(decide(cancel, mine, B1, { days, service: policy })).state.status).toBe('cancelled');
  });
});

describe('a change of more than 3.5 MB in all', () => {
  const days: readonly ServiceDay[] = Array.from({ length: 13 }, (_, n) => {
    const day = new Date(at('00:00') + n * DAY).toISOString().slice(0, 10);
    return filled({ serviceId: 'chair', day, version: 3, claims: [] }, LIMIT - KB);
  });
  const taking = (count: number) => ({
    takes: { bookingId: 'b', claim: { from: at('00:00'), to: at('00:00') + (count - 1) * DAY + MINUTE, units: 1 } },
  });
  const over = (count: number) => exchange(days.slice(0, count), taking(count), 1_000_000, NOW);

  it('is refused though every single day is below its limit', () => {
    expect(over(11).isOk()).toBe(true);
    expect(over(12)._unsafeUnwrapErr()).toEqual({ kind: 'service_day_full' });
  });
  it('is not refused when it only releases', () => {
    const claim = { from: at('00:00'), to: at('00:00') + 13 * DAY, units: 1 };
    const taken = days.map((day, n) => {
      const whole = { from: at('00:00') + n * DAY, to: at('00:00') + (n + 1) * DAY, confirmedUnits: 1, holds: [] };
      return { ...day, claims: [...day.claims, whole] };
    });
    expect(exchange(taken, { releases: { bookingId: 'b', claim } }, 1, NOW)._unsafeUnwrap()).toHaveLength(13);
  });
});
