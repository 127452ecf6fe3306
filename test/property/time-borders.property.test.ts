import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Actor } from '../../src/domain/access/actor.js';
import { cancel } from '../../src/domain/booking/cancel.js';
import { reschedule, update } from '../../src/domain/booking/change.js';
import { complete, markNoShow } from '../../src/domain/booking/close.js';
import { confirm } from '../../src/domain/booking/confirm.js';
import type { Verdict } from '../../src/domain/booking/decision.js';
import { expire } from '../../src/domain/booking/expire.js';
import type { Service } from '../../src/domain/schedule/policy.js';
import {
  B1,
  changeOf,
  confirmed,
  create,
  DAY,
  daysWith,
  decide,
  held,
  HOUR,
  MINUTE,
  service,
  staff,
  system,
  user,
} from '../unit/builders.js';
import { around, minutes, now, RUNS, told } from './borders.js';

const asked = (startsAt: number, at: number, given: Partial<Service>, actor: Actor): Verdict =>
  create({ dateTime: startsAt }, { now: at, actor, service: service(given) });

describe('the start of a new booking', () => {
  it('is in the future by a millisecond at least, for staff as well', () => {
    fc.assert(
      fc.property(now, (at) => {
        for (const actor of [user(), staff]) {
          expect(around(at, (start) => asked(start, at, {}, actor))).toEqual(['in_the_past', 'in_the_past', 'ok']);
        }
      }),
      RUNS,
    );
  });
  it('keeps the notice to the millisecond; staff keep none', () => {
    fc.assert(
      fc.property(now, minutes(1, 10_000), (at, minNoticeMinutes) => {
        const border = at + minNoticeMinutes * MINUTE;
        const starting = (actor: Actor) => around(border, (start) => asked(start, at, { minNoticeMinutes }, actor));
        expect(starting(user())).toEqual(['notice_too_short', 'ok', 'ok']);
        expect(starting(staff)).toEqual(['ok', 'ok', 'ok']);
      }),
      RUNS,
    );
  });
  it('keeps the horizon to the millisecond; staff keep none', () => {
    fc.assert(
      fc.property(now, minutes(1, 3_660), (at, maxHorizonDays) => {
        const border = at + maxHorizonDays * DAY;
        const starting = (actor: Actor) => around(border, (start) => asked(start, at, { maxHorizonDays }, actor));
        expect(starting(user())).toEqual(['ok', 'ok', 'beyond_horizon']);
        expect(starting(staff)).toEqual(['ok', 'ok', 'ok']);
      }),
      RUNS,
    );
  });
  it('keeps the same when it is moved, and only then', () => {
    const policy = { minNoticeMinutes: 600, maxHorizonDays: 30, capacity: 2 };
    fc.assert(
      fc.property(now, (at) => {
        const mine = confirmed({ startsAt: at + HOUR });
        const world = { now: at, days: daysWith(mine), service: service(policy) };
        const moved = (dateTime: number): Verdict => decide(reschedule, mine, { ...B1, dateTime }, world);
        expect(around(at + 600 * MINUTE, moved)).toEqual(['notice_too_short', 'ok', 'ok']);
        expect(around(at + 30 * DAY, moved)).toEqual(['ok', 'ok', 'beyond_horizon']);
        expect(told(decide(update, mine, { ...B1, units: 2 }, world))).toBe('ok');
      }),
      RUNS,
    );
  });
});

describe('the cancellation notice', () => {
  it('is kept to the millisecond by whoever cancels or moves; staff and holds keep none', () => {
    fc.assert(
      fc.property(now, minutes(0, 10_000), (startsAt, cancellationNoticeMinutes) => {
        const policy = service({ cancellationNoticeMinutes });
        const [mine, hold] = [confirmed({ startsAt }), held({ startsAt, holdExpiresAt: startsAt + HOUR })];
        const border = startsAt - cancellationNoticeMinutes * MINUTE;
        const away = { ...B1, dateTime: startsAt + 20 * DAY };
        for (const [booking, actor, last] of [
          [mine, user(), 'cancellation_window_passed'],
          [mine, staff, 'ok'],
          [hold, user(), 'ok'],
        ] as const) {
          const world = (at: number) => ({ now: at, actor, service: policy });
          expect(around(border, (at) => decide(cancel, booking, B1, world(at)))).toEqual(['ok', 'ok', last]);
          expect(around(border, (at) => decide(reschedule, booking, away, world(at)))).toEqual(['ok', 'ok', last]);
        }
      }),
      RUNS,
    );
  });
});

describe('a hold', () => {
  it('lapses after its minutes or at its start, whichever is first', () => {
    fc.assert(
      fc.property(now, minutes(1, 600), fc.integer({ min: -1, max: 1 }), (at, holdMinutes, off) => {
        const startsAt = at + holdMinutes * MINUTE + off;
        const world = { now: at, service: service({ holdMinutes }) };
        const { state } = changeOf(create({ dateTime: startsAt, hold: true }, world));
        expect(state).toMatchObject({ status: 'held', holdExpiresAt: Math.min(startsAt, at + holdMinutes * MINUTE) });
      }),
      RUNS,
    );
  });
  it('is alive until the millisecond it lapses, and from then on its slot is free and it can be recorded', () => {
    fc.assert(
      fc.property(now, (border) => {
        const hold = held({ startsAt: border + HOUR, holdExpiresAt: border });
        const days = daysWith(hold);
        const world = (at: number) => ({ now: at, days });
        const gone = ['ok', 'hold_expired', 'hold_expired'];
        const [noted, moved] = [{ ...B1, notes: 'x' }, { ...B1, dateTime: border + DAY }];
        expect(around(border, (at) => decide(confirm, hold, B1, world(at)))).toEqual(gone);
        expect(around(border, (at) => decide(update, hold, noted, world(at)))).toEqual(gone);
        expect(around(border, (at) => decide(reschedule, hold, moved, world(at)))).toEqual(gone);
        expect(around(border, (at) => decide(expire, hold, B1, { ...world(at), actor: system }))).toEqual([
          'illegal_transition',
          'ok',
          'ok',
        ]);
        const taken = (at: number): Verdict => create({ dateTime: hold.startsAt }, world(at), 'b-2');
        expect(around(border, taken)).toEqual(['slot_unavailable', 'ok', 'ok']);
      }),
      RUNS,
    );
  });
});

describe('a booking', () => {
  it('has taken place or not from the millisecond it starts, and not before', () => {
    fc.assert(
      fc.property(now, (startsAt) => {
        for (const behaviour of [complete, markNoShow]) {
          const mine = confirmed({ startsAt });
          const closed = (at: number): Verdict => decide(behaviour, mine, B1, { now: at, actor: staff });
          expect(around(startsAt, closed)).toEqual(['not_started', 'ok', 'ok']);
        }
      }),
      RUNS,
    );
  });
});
