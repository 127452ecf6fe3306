import { describe, expect, it } from 'vitest';
import { exchangeOf } from '../../../src/domain/booking/behaviour.js';
import { reschedule } from '../../../src/domain/booking/change.js';
import {
  at,
  B1,
  changeOf,
  confirmed,
  daysWith,
  decide,
  held,
  HOUR,
  iso,
  MINUTE,
  NOW,
  refusalOf,
  service,
  staff,
  takenAt,
  TOMORROW,
} from '../builders.js';

const mine = confirmed();
const other = confirmed({ bookingId: 'other', startsAt: at('11:00') });
const to = (dateTime: number) => ({ ...B1, dateTime });

describe('rescheduling', () => {
  it('keeps the id and the confirmation, and says where the booking was', () => {
    const { state, event } = changeOf(decide(reschedule, mine, to(at('14:00'))));
    expect(state).toEqual({
      ...mine,
      startsAt: at('14:00'),
      endsAt: at('15:00'),
      claim: { from: at('14:00'), to: at('15:00'), units: 1 },
      version: 2,
      updatedAt: NOW,
    });
    expect(event).toMatchObject({
      type: 'BookingRescheduled',
      booking: { bookingId: 'b-1', dateTime: iso(at('14:00')), version: 2 },
      previous: { dateTime: iso(at('10:00')), endsAt: iso(at('11:00')), units: 1 },
    });
    expect(Object.keys(event ?? {})).toContain('previous');
  });
  it('writes a day once where old and new slot share it', () => {
    const { days } = changeOf(decide(reschedule, mine, to(at('14:00'))));
    expect(days).toMatchObject([{ day: '2030-03-02', version: 8 }]);
    expect(days[0]?.claims).toEqual([{ from: at('14:00'), to: at('15:00'), confirmedUnits: 1, holds: [] }]);
  });
  it('writes both days where they differ', () => {
    const { days } = changeOf(decide(reschedule, mine, to(at('10:00', TOMORROW))));
    expect(days).toMatchObject([
      { day: '2030-03-02', version: 8, claims: [] },
      { day: '2030-03-03', version: 1, claims: [{ from: at('10:00', TOMORROW), confirmedUnits: 1 }] },
    ]);
  });
  it('counts nothing of its own slot against itself', () => {
    const { days } = changeOf(decide(reschedule, mine, to(at('10:30'))));
    expect(days[0]?.claims).toEqual([{ from: at('10:30'), to: at('11:30'), confirmedUnits: 1, holds: [] }]);
  });
  it('is refused where the slot is taken, by the first minute that is', () => {
    const days = daysWith(mine, other);
    expect(refusalOf(decide(reschedule, mine, to(at('10:01')), { days }))).toEqual({
      kind: 'slot_unavailable',
      serviceId: 'chair',
      dateTime: iso(at('10:01')),
      endsAt: iso(at('11:01')),
      unitsLeft: 0,
    });
  });
  it('goes back to back with its neighbours', () => {
    const days = daysWith(mine, other);
    expect(changeOf(decide(reschedule, mine, to(at('12:00')), { days })).state.startsAt).toBe(at('12:00'));
    const late = confirmed({ startsAt: at('14:00') });
    const around = daysWith(late, other);
    expect(changeOf(decide(reschedule, late, to(at('10:00')), { days: around })).state.startsAt).toBe(at('10:00'));
  });
  it('refuses a start that is not in the future, by the millisecond', () => {
    expect(refusalOf(decide(reschedule, mine, to(NOW)))).toEqual({ kind: 'in_the_past' });
    expect(changeOf(decide(reschedule, mine, to(NOW + 1))).state.startsAt).toBe(NOW + 1);
  });
  it('of a service that is not bookable any more is refused', () => {
    const refusal = { kind: 'service_unknown', serviceId: 'chair' };
    expect(refusalOf(decide(reschedule, mine, to(at('14:00')), { bookable: false }))).toEqual(refusal);
  });
});

describe('a move to a slot that is too long for any claim', () => {
  const tooLong = { ...B1, durationMinutes: 31 * 24 * 60 + 1 };

  it.each([confirmed(), held()])('of a booking that is $status is refused as that', (open) => {
    expect(refusalOf(decide(reschedule, open, tooLong, { actor: staff }))).toMatchObject({ kind: 'slot_too_long' });
  });

  it('reads the days of the booking and no more', () => {
    expect(exchangeOf(reschedule, mine, tooLong, service())).toEqual({
      releases: { bookingId: 'b-1', claim: mine.claim, expiresAt: undefined },
    });
  });
});

describe('a booking with a duration of its own', () => {
  const long = confirmed({ endsAt: at('12:30') });
  it('keeps it, whatever the policy says by now', () => {
    const { state } = changeOf(decide(reschedule, long, to(at('14:00'))));
    expect(state.endsAt).toBe(at('16:30'));
  });
  it('keeps its start when only the duration changes, and no rule of time applies', () => {
    const world = { now: at('10:30'), actor: staff };
    const { state, event } = changeOf(decide(reschedule, long, { ...B1, durationMinutes: 60 }, world));
    expect(state).toMatchObject({ startsAt: at('10:00'), endsAt: at('11:00') });
    expect(event).toMatchObject({ type: 'BookingRescheduled', previous: { endsAt: iso(at('12:30')) } });
  });
  it('is judged by the policy once its user asks for another', () => {
    expect(refusalOf(decide(reschedule, long, { ...B1, durationMinutes: 90 }))).toEqual({
      kind: 'duration_not_allowed',
      minDurationMinutes: 60,
      maxDurationMinutes: 60,
    });
    expect(changeOf(decide(reschedule, long, { ...B1, durationMinutes: 60 })).state.endsAt).toBe(at('11:00'));
    expect(
      changeOf(decide(reschedule, long, { ...B1, dateTime: at('14:00'), durationMinutes: 150 })).state.endsAt,
    ).toBe(at('16:30'));
  });
});

describe('changing units', () => {
  const party = confirmed({ units: 2 });
  const world = (others: number, capacity: number) => ({
    service: service({ capacity }),
    days: daysWith(party, confirmed({ bookingId: 'other', units: others })),
  });
  it('is a reschedule, in the same claim interval', () => {
    const { state, event, days } = changeOf(decide(reschedule, party, { ...B1, units: 4 }, world(1, 5)));
    expect(state.claim).toEqual({ from: at('10:00'), to: at('11:00'), units: 4 });
    expect(event).toMatchObject({ type: 'BookingRescheduled', previous: { units: 2 }, booking: { units: 4 } });
    expect(days[0]?.claims).toMatchObject([{ confirmedUnits: 5 }]);
  });
  it('takes up to the last unit and no further', () => {
    expect(changeOf(decide(reschedule, party, { ...B1, units: 3 }, world(1, 4))).state.claim.units).toBe(3);
    const refusal = refusalOf(decide(reschedule, party, { ...B1, units: 4 }, world(1, 4)));
    expect(refusal).toMatchObject({ kind: 'slot_unavailable', unitsLeft: 3 });
  });
  it('beyond all that the service has is refused as such', () => {
    const refusal = { kind: 'capacity_exceeded', capacity: 4 };
    expect(refusalOf(decide(reschedule, party, { ...B1, units: 5 }, world(1, 4)))).toEqual(refusal);
  });
});

describe('shrinking after the capacity dropped below what is taken', () => {
  const party = confirmed({ units: 4, endsAt: at('12:00') });
  const days = daysWith(party, confirmed({ bookingId: 'other', units: 4, endsAt: at('12:00') }));
  const dropped = { service: service({ capacity: 1 }), days, actor: staff };
  it('in units is never refused', () => {
    const { state, days: written } = changeOf(decide(reschedule, party, { ...B1, units: 3 }, dropped));
    expect(state.claim.units).toBe(3);
    expect(written[0]?.claims).toMatchObject([{ confirmedUnits: 7 }]);
  });
  it('in duration is never refused', () => {
    const { days: written } = changeOf(decide(reschedule, party, { ...B1, durationMinutes: 30 }, dropped));
    expect(takenAt(written, at('10:00'), NOW)).toBe(8);
    expect(takenAt(written, at('10:30'), NOW)).toBe(4);
  });
  it('at its front is never refused', () => {
    const command = { ...B1, dateTime: at('11:00'), durationMinutes: 60 };
    expect(changeOf(decide(reschedule, party, command, dropped)).state.startsAt).toBe(at('11:00'));
  });
  it('does not excuse taking a single unit, or minute, more', () => {
    expect(refusalOf(decide(reschedule, party, { ...B1, units: 5 }, dropped))).toEqual({
      kind: 'capacity_exceeded',
      capacity: 1,
    });
    const moved = { ...B1, dateTime: at('10:01'), units: 1 };
    expect(changeOf(decide(reschedule, party, moved, dropped)).state.claim.units).toBe(1);
    expect(refusalOf(decide(reschedule, party, { ...moved, units: 2 }, dropped))).toMatchObject({
      kind: 'capacity_exceeded',
    });
  });
});

describe('a claim made under other buffers', () => {
  const buffered = confirmed({ before: 10, after: 20 });
  const wider = { service: service({ bufferBeforeMinutes: 30, bufferAfterMinutes: 45, capacity: 5 }) };
  it('stays as it is while the slot does', () => {
    const { state, days } = changeOf(decide(reschedule, buffered, { ...B1, units: 2 }, wider));
    expect(state.claim).toEqual({ from: at('09:50'), to: at('11:20'), units: 2 });
    expect(days[0]?.claims).toEqual([{ from: at('09:50'), to: at('11:20'), confirmedUnits: 2, holds: [] }]);
  });
  it('stays when start and duration are named as they are', () => {
    const command = { ...B1, dateTime: at('10:00'), durationMinutes: 60, units: 2 };
    expect(changeOf(decide(reschedule, buffered, command, wider)).state.claim.from).toBe(at('09:50'));
  });
  it('is made anew, by the buffers of now, once the slot changes', () => {
    const { state, days } = changeOf(decide(reschedule, buffered, to(at('14:00')), wider));
    expect(state.claim).toEqual({ from: at('13:30'), to: at('15:45'), units: 1 });
    expect(days[0]?.claims).toEqual([{ from: at('13:30'), to: at('15:45'), confirmedUnits: 1, holds: [] }]);
  });
  it.each([
    ['begins later and ends when it did', { dateTime: at('10:30'), durationMinutes: 30 }, at('10:00'), at('11:45')],
    ['ends earlier and begins when it did', { durationMinutes: 30 }, at('09:30'), at('11:15')],
  ])('is made anew when it %s', (_, command, from, until) => {
    const { state, days } = changeOf(decide(reschedule, buffered, { ...B1, ...command }, { ...wider, actor: staff }));
    expect(state.claim).toEqual({ from, to: until, units: 1 });
    expect(days[0]?.claims).toEqual([{ from, to: until, confirmedUnits: 1, holds: [] }]);
  });
  it('is no reason to move when nothing else changes', () => {
    expect(changeOf(decide(reschedule, buffered, to(at('10:00')), wider))).toEqual({ state: buffered, days: [] });
  });
});

describe('a claim that is not in the service day', () => {
  it('is reported as missing: read torn, or corrupt', () => {
    const verdict = decide(reschedule, mine, to(at('14:00')), { days: [] });
    expect(refusalOf(verdict)).toEqual({ kind: 'claim_missing', day: '2030-03-02' });
  });
  it('comes before any lack of room', () => {
    const days = daysWith(confirmed({ bookingId: 'other', startsAt: at('14:00') }));
    expect(refusalOf(decide(reschedule, mine, to(at('14:00')), { days }))).toMatchObject({ kind: 'claim_missing' });
  });
});

describe('what a reschedule asks of the clock', () => {
  const soon = confirmed({ startsAt: NOW + 2 * HOUR });
  const policy = service({ minNoticeMinutes: 60, maxHorizonDays: 10 });
  it('are notice and horizon of the new start', () => {
    const world = { service: policy };
    expect(refusalOf(decide(reschedule, soon, to(NOW + HOUR - 1), world))).toMatchObject({ kind: 'notice_too_short' });
    expect(changeOf(decide(reschedule, soon, to(NOW + HOUR), world)).state.startsAt).toBe(NOW + HOUR);
    expect(refusalOf(decide(reschedule, soon, to(NOW + 241 * HOUR), world))).toMatchObject({ kind: 'beyond_horizon' });
  });
  it('is nothing when the start stays: neither notice nor horizon', () => {
    const world = { service: service({ minNoticeMinutes: 600, maxHorizonDays: 0, capacity: 2 }) };
    expect(changeOf(decide(reschedule, soon, { ...B1, units: 2 }, world)).state.claim.units).toBe(2);
  });
  it('leaves a started hold no way to move', () => {
    const late = held({ startsAt: NOW + MINUTE, holdExpiresAt: NOW + MINUTE });
    const verdict = decide(reschedule, late, to(at('14:00')), { now: NOW + MINUTE, actor: staff });
    expect(refusalOf(verdict)).toMatchObject({ kind: 'hold_expired' });
  });
});
