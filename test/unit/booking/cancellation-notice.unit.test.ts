import { describe, expect, it } from 'vitest';
import { cancel } from '../../../src/domain/booking/cancel.js';
import { reschedule } from '../../../src/domain/booking/change.js';
import { at, B1, changeOf, confirmed, decide, held, HOUR, iso, refusalOf, service, staff } from '../builders.js';

const mine = confirmed();
const latest = at('10:00') - 24 * HOUR;
const policy = service({ cancellationNoticeMinutes: 24 * 60 });
const later = { ...B1, dateTime: at('10:00') + 48 * HOUR };
const passed = { kind: 'cancellation_window_passed', latest: iso(latest) };
const onTime = { service: policy, now: latest };
const tooLate = { service: policy, now: latest + 1 };

describe('at the last instant of the cancellation notice', () => {
  it('a user cancels and moves', () => {
    expect(changeOf(decide(cancel, mine, B1, onTime)).state.status).toBe('cancelled');
    expect(changeOf(decide(reschedule, mine, later, onTime)).state.startsAt).toBe(later.dateTime);
  });
});

describe('one millisecond later', () => {
  it('a user neither cancels nor moves, and is told when it was still allowed', () => {
    expect(refusalOf(decide(cancel, mine, B1, tooLate))).toEqual(passed);
    expect(refusalOf(decide(reschedule, mine, later, tooLate))).toEqual(passed);
  });
  it('a change of units or of duration is a move as well', () => {
    const open = service({ ...policy, capacity: 5, minDurationMinutes: 30 });
    expect(refusalOf(decide(reschedule, mine, { ...B1, units: 2 }, { ...tooLate, service: open }))).toEqual(passed);
    expect(refusalOf(decide(reschedule, mine, { ...B1, durationMinutes: 30 }, { ...tooLate, service: open }))).toEqual(
      passed,
    );
  });
  it('staff cancel and move', () => {
    const world = { ...tooLate, actor: staff };
    expect(changeOf(decide(cancel, mine, B1, world)).state.status).toBe('cancelled');
    expect(changeOf(decide(reschedule, mine, later, world)).state.startsAt).toBe(later.dateTime);
  });
  it('a hold is cancelled and moved by its user', () => {
    const hold = held({ holdExpiresAt: latest + HOUR });
    expect(changeOf(decide(cancel, hold, B1, tooLate)).state.status).toBe('cancelled');
    expect(changeOf(decide(reschedule, hold, later, tooLate)).state.startsAt).toBe(later.dateTime);
  });
  it('a PATCH of the slot as it is changes nothing rather than being refused', () => {
    expect(changeOf(decide(reschedule, mine, { ...B1, dateTime: at('10:00') }, tooLate)).event).toBeUndefined();
  });
});

describe('the notice', () => {
  it('is taken against the stored start, so that nobody moves a booking away and cancels it there', () => {
    const moved = changeOf(decide(reschedule, mine, later, onTime));
    const world = { service: policy, now: later.dateTime - 24 * HOUR, days: moved.days };
    expect(changeOf(decide(cancel, moved.state, B1, world)).state.status).toBe('cancelled');
    expect(refusalOf(decide(cancel, moved.state, B1, { ...world, now: world.now + 1 }))).toMatchObject({
      kind: 'cancellation_window_passed',
    });
  });
  it('is that of the policy of now', () => {
    const longer = { service: service({ cancellationNoticeMinutes: 25 * 60 }), now: latest };
    expect(refusalOf(decide(cancel, mine, B1, longer))).toMatchObject({ latest: iso(latest - HOUR) });
  });
  it('comes before the rules of the new slot', () => {
    expect(refusalOf(decide(reschedule, mine, { ...B1, dateTime: latest - HOUR }, tooLate))).toEqual(passed);
  });
});
