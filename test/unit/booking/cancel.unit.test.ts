import { describe, expect, it } from 'vitest';
import { cancel } from '../../../src/domain/booking/cancel.js';
import {
  at,
  B1,
  changeOf,
  confirmed,
  daysWith,
  decide,
  held,
  iso,
  NOW,
  refusalOf,
  service,
  staff,
  user,
} from '../builders.js';

describe('cancelling a booking', () => {
  it('says who, when and why', () => {
    const { state, event } = changeOf(decide(cancel, confirmed(), { ...B1, reason: 'ill' }));
    expect(state).toMatchObject({ status: 'cancelled', cancelledAt: NOW, cancelledBy: 'ada', cancelReason: 'ill' });
    expect(event).toMatchObject({
      type: 'BookingCancelled',
      booking: { cancelledAt: iso(NOW), cancelledBy: 'ada', cancelReason: 'ill' },
    });
  });
  it('without a reason has none', () => {
    expect(changeOf(decide(cancel, confirmed(), B1)).state).not.toHaveProperty('cancelReason');
  });
  it('gives back its units and nobody else’s', () => {
    const mine = confirmed({ units: 2 });
    const days = daysWith(
      mine,
      confirmed({ bookingId: 'other', units: 3 }),
      confirmed({ bookingId: 'later', startsAt: at('12:00') }),
    );
    expect(changeOf(decide(cancel, mine, B1, { days })).days).toMatchObject([
      {
        version: 8,
        claims: [
          { from: at('10:00'), confirmedUnits: 3 },
          { from: at('12:00'), confirmedUnits: 1 },
        ],
      },
    ]);
  });
  it('leaves no empty interval behind', () => {
    expect(changeOf(decide(cancel, confirmed(), B1)).days).toMatchObject([{ claims: [] }]);
  });
  it('leaves the holds on its interval alone', () => {
    const mine = confirmed();
    const days = daysWith(mine, held({ bookingId: 'b-2' }));
    expect(changeOf(decide(cancel, mine, B1, { days })).days[0]?.claims).toMatchObject([
      { confirmedUnits: 0, holds: [{ bookingId: 'b-2' }] },
    ]);
  });
  it('takes a hold out by its booking and leaves the others on its interval', () => {
    const mine = held();
    const days = daysWith(held({ bookingId: 'b-0' }), mine, confirmed({ bookingId: 'c' }));
    expect(changeOf(decide(cancel, mine, B1, { days })).days[0]?.claims).toMatchObject([
      { confirmedUnits: 1, holds: [{ bookingId: 'b-0' }] },
    ]);
  });
  it('frees the stored claim, whatever the buffers are by now', () => {
    const mine = confirmed({ before: 10, after: 20 });
    const world = { service: service({ bufferBeforeMinutes: 0, bufferAfterMinutes: 90 }) };
    expect(changeOf(decide(cancel, mine, B1, world)).days).toMatchObject([{ version: 8, claims: [] }]);
  });
  it('is not refused for lack of capacity', () => {
    const mine = confirmed();
    const world = { service: service({ capacity: 0 }), days: daysWith(mine, confirmed({ bookingId: 'other' })) };
    expect(changeOf(decide(cancel, mine, B1, world)).state.status).toBe('cancelled');
  });
  it('asks nothing of the catalogue', () => {
    expect(changeOf(decide(cancel, confirmed(), B1, { bookable: false })).state.status).toBe('cancelled');
  });
});

describe('confirmed units that are not there', () => {
  it.each([
    ['no claim', []],
    ['too few units', daysWith(confirmed({ units: 1 }))],
    ['another interval', daysWith(confirmed({ units: 2, endsAt: at('11:01') }))],
    ['only holds', daysWith(held({ units: 2 }))],
  ])('(%s) are never released: the claim is missing', (_, days) => {
    const refusal = { kind: 'claim_missing', day: '2030-03-02' };
    expect(refusalOf(decide(cancel, confirmed({ units: 2 }), B1, { days }))).toEqual(refusal);
  });
});

describe('cancelling twice', () => {
  it('changes nothing, the first reason stays', () => {
    const { state } = changeOf(decide(cancel, confirmed(), { ...B1, reason: 'ill' }));
    expect(changeOf(decide(cancel, state, { ...B1, reason: 'other' }, { actor: staff }))).toEqual({ state, days: [] });
  });
});

describe('the one who cancels', () => {
  it.each([user('ada'), staff])('is on the booking as $subject', (actor) => {
    expect(changeOf(decide(cancel, confirmed(), B1, { actor })).state).toMatchObject({ cancelledBy: actor.subject });
  });
});
