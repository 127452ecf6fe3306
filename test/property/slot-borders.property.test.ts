import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { reschedule } from '../../src/domain/booking/change.js';
import type { Verdict } from '../../src/domain/booking/decision.js';
import { B1, confirmed, create, daysWith, decide, HOUR, MINUTE, service, staff, user } from '../unit/builders.js';
import { around, minutes, now, RUNS } from './borders.js';

describe('a booking', () => {
  it('lasts as long as may be chosen, to the minute; staff choose freely', () => {
    fc.assert(
      fc.property(now, minutes(2, 300), minutes(1, 300), (at, minDurationMinutes, more) => {
        const maxDurationMinutes = minDurationMinutes + more;
        // The service's own duration may always be had: here it is one that may be chosen anyway.
        const policy = service({ durationMinutes: minDurationMinutes, minDurationMinutes, maxDurationMinutes });
        const lasting = (durationMinutes: number, actor = user()): Verdict =>
          create({ dateTime: at + HOUR, durationMinutes }, { now: at, actor, service: policy });
        const no = 'duration_not_allowed';
        expect(around(minDurationMinutes, lasting)).toEqual([no, 'ok', 'ok']);
        expect(around(maxDurationMinutes, lasting)).toEqual(['ok', 'ok', no]);
        expect(around(maxDurationMinutes, (length) => lasting(length, staff))).toEqual(['ok', 'ok', 'ok']);
      }),
      RUNS,
    );
  });
  it('takes 31 days with its buffers and not a minute more, for staff as well, new or moved', () => {
    fc.assert(
      fc.property(now, minutes(0, 2_000), minutes(0, 2_000), (at, bufferBeforeMinutes, bufferAfterMinutes) => {
        const policy = service({ bufferBeforeMinutes, bufferAfterMinutes });
        const longest = 31 * 24 * 60 - bufferBeforeMinutes - bufferAfterMinutes;
        const world = { now: at, actor: staff, service: policy };
        const made = (durationMinutes: number): Verdict => create({ dateTime: at + HOUR, durationMinutes }, world);
        expect(around(longest, made)).toEqual(['ok', 'ok', 'slot_too_long']);
        const mine = confirmed({ startsAt: at + HOUR });
        const grown = (durationMinutes: number): Verdict => decide(reschedule, mine, { ...B1, durationMinutes }, world);
        expect(around(longest, grown)).toEqual(['ok', 'ok', 'slot_too_long']);
      }),
      RUNS,
    );
  });
  it('fits up to the last unit, and is told how many are left', () => {
    fc.assert(
      fc.property(now, minutes(2, 1_000), fc.nat(1_000), (at, capacity, more) => {
        const taken = 1 + (more % (capacity - 1));
        const startsAt = at + HOUR;
        const days = daysWith(confirmed({ bookingId: 'other', startsAt, units: taken }));
        const world = { now: at, days, service: service({ capacity }) };
        const wanting = (units: number): Verdict => create({ dateTime: startsAt, units }, world);
        const left = capacity - taken;
        expect(around(left, (units) => wanting(Math.max(1, units)))).toEqual(['ok', 'ok', 'slot_unavailable']);
        const refused = wanting(left + 1);
        expect(refused.isErr() && refused.error).toMatchObject({ unitsLeft: left });
        expect(around(capacity + 1, wanting)).toEqual(['slot_unavailable', 'capacity_exceeded', 'capacity_exceeded']);
      }),
      RUNS,
    );
  });
  it('keeps from others its slot and its buffers, and not a millisecond more', () => {
    fc.assert(
      fc.property(now, minutes(0, 90), minutes(0, 90), (at, before, after) => {
        const startsAt = at + 10 * HOUR;
        const policy = service({ bufferBeforeMinutes: before, bufferAfterMinutes: after });
        const days = daysWith(confirmed({ bookingId: 'other', startsAt, before, after }));
        const world = { now: at, service: policy, days };
        // The gap between two bookings is what the first needs after it and the second before it.
        const gap = (before + after) * MINUTE;
        const starting = (dateTime: number): Verdict => create({ dateTime }, world);
        const full = 'slot_unavailable';
        expect(around(startsAt + HOUR + gap, starting)).toEqual([full, 'ok', 'ok']);
        expect(around(startsAt - HOUR - gap, starting)).toEqual(['ok', 'ok', full]);
      }),
      RUNS,
    );
  });
});
