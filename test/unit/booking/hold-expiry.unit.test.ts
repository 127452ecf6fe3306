import { describe, expect, it } from 'vitest';
import { cancel } from '../../../src/domain/booking/cancel.js';
import { reschedule, update } from '../../../src/domain/booking/change.js';
import { confirm } from '../../../src/domain/booking/confirm.js';
import { expire } from '../../../src/domain/booking/expire.js';
import type { ServiceDay } from '../../../src/domain/schedule/service-day.js';
import {
  at,
  B1,
  changeOf,
  confirmed,
  create,
  daysWith,
  decide,
  held,
  HOUR,
  iso,
  NOW,
  refusalOf,
  service,
  system,
  user,
} from '../builders.js';

const expiry = NOW + 10 * 60_000;
const hold = held({ holdExpiresAt: expiry });
const hold_expired = { kind: 'hold_expired', holdExpiresAt: iso(expiry) };

describe('a hold one millisecond before its expiry', () => {
  const world = { now: expiry - 1 };
  it('is confirmed', () => {
    expect(changeOf(decide(confirm, hold, B1, world)).state.status).toBe('confirmed');
  });
  it('is moved and written on', () => {
    expect(changeOf(decide(reschedule, hold, { ...B1, dateTime: at('12:00') }, world)).state.status).toBe('held');
    expect(changeOf(decide(update, hold, { ...B1, notes: 'x' }, world)).state.status).toBe('held');
  });
  it('is not expired yet', () => {
    const refusal = { kind: 'illegal_transition', from: 'held', command: 'expire' };
    expect(refusalOf(decide(expire, hold, B1, { ...world, actor: system }))).toEqual(refusal);
  });
  it('keeps its slot from others', () => {
    const refusal = refusalOf(create({}, { ...world, days: daysWith(hold), actor: user('bob') }, 'b-2'));
    expect(refusal).toMatchObject({ kind: 'slot_unavailable', unitsLeft: 0 });
  });
});

describe('a hold at the instant of its expiry', () => {
  const world = { now: expiry };
  it('is neither confirmed nor moved nor written on', () => {
    expect(refusalOf(decide(confirm, hold, B1, world))).toEqual(hold_expired);
    expect(refusalOf(decide(reschedule, hold, { ...B1, dateTime: at('12:00') }, world))).toEqual(hold_expired);
    expect(refusalOf(decide(update, hold, { ...B1, notes: 'x' }, world))).toEqual(hold_expired);
  });
  it('is expired, and gives its slot back', () => {
    const { state, days } = changeOf(decide(expire, hold, B1, { ...world, actor: system }));
    expect(state).toMatchObject({ status: 'expired', expiredAt: expiry });
    expect(days).toMatchObject([{ version: 8, claims: [] }]);
  });
  it('is given back by its id, whatever the day says of its expiry', () => {
    const days = daysWith({ ...hold, holdExpiresAt: expiry + 1 });
    const written = changeOf(decide(expire, hold, B1, { ...world, days, actor: system })).days;
    expect(written.map(({ claims }) => claims)).toEqual([[]]);
  });
  it('has left its slot to whoever comes', () => {
    const { days } = changeOf(create({}, { ...world, days: daysWith(hold), actor: user('bob') }, 'b-2'));
    expect(days[0]?.claims).toEqual([{ from: at('10:00'), to: at('11:00'), confirmedUnits: 1, holds: [] }]);
  });
  it('can still be cancelled', () => {
    expect(changeOf(decide(cancel, hold, B1, world)).state.status).toBe('cancelled');
  });
});

describe('the holds that the fit ignores as lapsed', () => {
  const lapsed = held({ bookingId: 'lapsed', startsAt: at('15:00'), holdExpiresAt: NOW });
  const alive = held({ bookingId: 'alive', startsAt: at('15:00'), holdExpiresAt: NOW + 1 });
  const holdsIn = (days: readonly ServiceDay[]): string[] =>
    days.flatMap(({ claims }) => claims.flatMap(({ holds }) => holds.map(({ bookingId }) => bookingId)));

  it('are exactly those that the write drops, wherever in the day they are', () => {
    const { days } = changeOf(create({}, { days: daysWith(lapsed, alive) }));
    expect(holdsIn(days)).toEqual(['alive']);
  });
  it('are dropped by a write that only releases, too', () => {
    const mine = confirmed();
    const { days } = changeOf(decide(cancel, mine, B1, { days: daysWith(mine, lapsed, alive) }));
    expect(holdsIn(days)).toEqual(['alive']);
  });
  it('leave no empty interval behind', () => {
    const { days } = changeOf(create({}, { days: daysWith(lapsed) }));
    expect(days[0]?.claims.map(({ from }) => from)).toEqual([at('10:00')]);
  });
  it('leave confirmed units on their interval as they are', () => {
    const { days } = changeOf(
      create({}, { days: daysWith(lapsed, confirmed({ bookingId: 'c', startsAt: at('15:00') })) }),
    );
    expect(days[0]?.claims).toContainEqual({ from: at('15:00'), to: at('16:00'), confirmedUnits: 1, holds: [] });
  });
});

describe('a hold whose entry is not in its service day as the booking says', () => {
  const [day] = daysWith(hold);
  const entry = { bookingId: 'b-1', units: 1, expiresAt: expiry };
  const interval = { from: at('10:00'), to: at('11:00'), confirmedUnits: 0 };
  const world = (claims: ServiceDay['claims']) => ({ days: day ? [{ ...day, claims }] : [] });
  const wrong: [string, ServiceDay['claims']][] = [
    ['gone', []],
    ['another booking’s', [{ ...interval, holds: [{ ...entry, bookingId: 'b-2' }] }]],
    ['of other units', [{ ...interval, holds: [{ ...entry, units: 2 }] }]],
    ['of an earlier expiry', [{ ...interval, holds: [{ ...entry, expiresAt: expiry - 1 }] }]],
    ['of a later expiry', [{ ...interval, holds: [{ ...entry, expiresAt: expiry + 1 }] }]],
    ['on an interval that starts elsewhere', [{ ...interval, from: at('09:59'), holds: [entry] }]],
    ['on an interval that ends elsewhere', [{ ...interval, to: at('11:01'), holds: [entry] }]],
  ];
  it.each(wrong)('(%s) is never confirmed', (_, claims) => {
    expect(refusalOf(decide(confirm, hold, B1, world(claims)))).toEqual(hold_expired);
  });
  it.each(wrong)('(%s) is never moved', (_, claims) => {
    expect(refusalOf(decide(reschedule, hold, { ...B1, dateTime: at('12:00') }, world(claims)))).toEqual(hold_expired);
  });
  it('can be cancelled, and frees nobody else', () => {
    const stranger: ServiceDay['claims'] = [{ ...interval, holds: [{ ...entry, bookingId: 'b-2' }] }];
    const { state, days } = changeOf(decide(cancel, hold, B1, world(stranger)));
    expect(state.status).toBe('cancelled');
    expect(days).toMatchObject([{ claims: stranger }]);
  });
});

describe('a hold that moves', () => {
  const world = { service: service({ holdMinutes: 120 }) };
  it('keeps its expiry', () => {
    const { state, days } = changeOf(decide(reschedule, hold, { ...B1, dateTime: at('12:00') }, world));
    expect(state).toMatchObject({ holdExpiresAt: expiry, startsAt: at('12:00') });
    expect(days[0]?.claims).toEqual([
      {
        from: at('12:00'),
        to: at('13:00'),
        confirmedUnits: 0,
        holds: [{ bookingId: 'b-1', units: 1, expiresAt: expiry }],
      },
    ]);
  });
  it('to before its expiry, lapses at its new start', () => {
    const early = held({ holdExpiresAt: NOW + 2 * HOUR });
    const { state, days } = changeOf(decide(reschedule, early, { ...B1, dateTime: NOW + HOUR }, world));
    expect(state).toMatchObject({ holdExpiresAt: NOW + HOUR });
    expect(days.flatMap(({ claims }) => claims.flatMap(({ holds }) => holds))).toEqual([
      { bookingId: 'b-1', units: 1, expiresAt: NOW + HOUR },
    ]);
  });
  it('is confirmed afterwards, in the slot it moved to', () => {
    const moved = changeOf(decide(reschedule, hold, { ...B1, dateTime: at('12:00') }, world));
    const { state, days } = changeOf(decide(confirm, moved.state, B1, { days: moved.days }));
    expect(state.status).toBe('confirmed');
    expect(days[0]?.claims).toEqual([{ from: at('12:00'), to: at('13:00'), confirmedUnits: 1, holds: [] }]);
  });
});
