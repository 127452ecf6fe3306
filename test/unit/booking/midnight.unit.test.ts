import { describe, expect, it } from 'vitest';
import { cancel } from '../../../src/domain/booking/cancel.js';
import { reschedule, update } from '../../../src/domain/booking/change.js';
import { confirm } from '../../../src/domain/booking/confirm.js';
import { expire } from '../../../src/domain/booking/expire.js';
import {
  at,
  B1,
  changeOf,
  confirmed,
  create,
  daysWith,
  decide,
  held,
  NOW,
  refusalOf,
  service,
  system,
  TODAY,
  TOMORROW,
} from '../builders.js';

const overMidnight = { startsAt: at('23:30'), endsAt: at('00:30', TOMORROW) };
const midnight = at('00:00', TOMORROW);

describe('a booking over midnight', () => {
  it('is in both days, cut at 00:00 UTC', () => {
    expect(changeOf(create({ dateTime: at('23:30') })).days).toEqual([
      {
        serviceId: 'chair',
        day: TODAY,
        version: 1,
        claims: [{ from: at('23:30'), to: midnight, confirmedUnits: 1, holds: [] }],
      },
      {
        serviceId: 'chair',
        day: TOMORROW,
        version: 1,
        claims: [{ from: midnight, to: at('00:30', TOMORROW), confirmedUnits: 1, holds: [] }],
      },
    ]);
  });
  it('is released from both', () => {
    expect(changeOf(decide(cancel, confirmed(overMidnight), B1)).days).toMatchObject([
      { day: TODAY, version: 8, claims: [] },
      { day: TOMORROW, version: 8, claims: [] },
    ]);
  });
  it('needs room in both', () => {
    for (const startsAt of [at('22:45'), at('00:15', TOMORROW)]) {
      const days = daysWith(confirmed({ bookingId: 'other', startsAt }));
      expect(refusalOf(create({ dateTime: at('23:30') }, { days }))).toMatchObject({ kind: 'slot_unavailable' });
    }
  });
  it('is missing when it is missing in one of them', () => {
    const days = daysWith(confirmed(overMidnight)).filter(({ day }) => day === TODAY);
    expect(refusalOf(decide(cancel, confirmed(overMidnight), B1, { days }))).toEqual({
      kind: 'claim_missing',
      day: TOMORROW,
    });
  });
  it('is moved within its days by one write each', () => {
    const { days } = changeOf(decide(reschedule, confirmed(overMidnight), { ...B1, dateTime: at('23:45') }));
    expect(days.map(({ day, version }) => [day, version])).toEqual([
      [TODAY, 8],
      [TOMORROW, 8],
    ]);
  });
});

describe('a booking that ends at 00:00', () => {
  it('does not touch the next day', () => {
    expect(changeOf(create({ dateTime: at('23:00') })).days.map(({ day }) => day)).toEqual([TODAY]);
  });
  it('touches it by a buffer of one minute', () => {
    const { days } = changeOf(create({ dateTime: at('23:00') }, { service: service({ bufferAfterMinutes: 1 }) }));
    expect(days[1]).toMatchObject({ day: TOMORROW, claims: [{ from: midnight, to: at('00:01', TOMORROW) }] });
  });
  it('goes back to back with one that starts then', () => {
    const days = daysWith(confirmed({ bookingId: 'other', startsAt: midnight }));
    expect(changeOf(create({ dateTime: at('23:00') }, { days })).state.status).toBe('confirmed');
  });
});

describe('a hold over midnight of which a fast clock has purged one half', () => {
  const hold = held(overMidnight);
  const bob = held({ bookingId: 'bob', ...overMidnight });
  const halves = [TODAY, TOMORROW];

  describe.each(halves)('(that of %s)', (purged) => {
    // Bob's hold is whole, on the same interval of both days.
    const days = daysWith(hold, bob).map((day) => ({
      ...day,
      claims: day.claims.map((claim) => ({
        ...claim,
        holds: claim.holds.filter(({ bookingId }) => bookingId === 'bob' || day.day !== purged),
      })),
    }));
    const world = { days, service: service({ capacity: 2 }) };

    it('is not confirmed', () => {
      expect(refusalOf(decide(confirm, hold, B1, world))).toMatchObject({ kind: 'hold_expired' });
    });
    it('is not moved, not even away from the half that is gone', () => {
      expect(refusalOf(decide(reschedule, hold, { ...B1, dateTime: at('14:00') }, world))).toMatchObject({
        kind: 'hold_expired',
      });
      expect(refusalOf(decide(reschedule, hold, { ...B1, units: 2 }, world))).toMatchObject({ kind: 'hold_expired' });
    });
    it('still takes notes, which touch no day', () => {
      expect(changeOf(decide(update, hold, { ...B1, notes: 'x' }, world)).days).toEqual([]);
    });
    it('is cancelled, which frees the half that is left and nobody else', () => {
      const { state, days: written } = changeOf(decide(cancel, hold, B1, world));
      expect(state.status).toBe('cancelled');
      expect(written.map(({ day }) => day)).toEqual(halves);
      expect(written.flatMap(({ claims }) => claims.flatMap(({ holds }) => holds))).toMatchObject([
        { bookingId: 'bob' },
        { bookingId: 'bob' },
      ]);
    });
    it('is expired in its time, which frees nobody else', () => {
      const later = held({ bookingId: 'bob', ...overMidnight, holdExpiresAt: hold.holdExpiresAt + 1 });
      const { days: written } = changeOf(
        decide(expire, hold, B1, {
          now: hold.holdExpiresAt,
          actor: system,
          days: daysWith(hold, later).map((day) => ({
            ...day,
            claims: day.claims.map((claim) => ({
              ...claim,
              holds: claim.holds.filter(({ bookingId }) => bookingId === 'bob' || day.day !== purged),
            })),
          })),
        }),
      );
      expect(written.flatMap(({ claims }) => claims.flatMap(({ holds }) => holds))).toMatchObject([
        { bookingId: 'bob' },
      ]);
    });
  });

  it('is confirmed while both halves are there', () => {
    const { days } = changeOf(decide(confirm, hold, B1));
    expect(days.map(({ claims }) => claims)).toMatchObject([
      [{ confirmedUnits: 1, holds: [] }],
      [{ confirmedUnits: 1, holds: [] }],
    ]);
  });
  it('whose slot someone else has got since, is not confirmed beside them', () => {
    const taken = daysWith(confirmed({ bookingId: 'eve', startsAt: midnight }));
    const days = [...daysWith(hold).filter(({ day }) => day === TODAY), ...taken];
    expect(refusalOf(decide(confirm, hold, B1, { days, now: NOW }))).toMatchObject({ kind: 'hold_expired' });
  });
});
