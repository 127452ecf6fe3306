import { describe, expect, it } from 'vitest';
import { confirm } from '../../../src/domain/booking/confirm.js';
import { at, B1, changeOf, confirmed, daysWith, decide, held, refusalOf, service } from '../builders.js';

describe('confirming a hold', () => {
  it('turns the hold into confirmed units in its service day', () => {
    const { days } = changeOf(decide(confirm, held({ units: 2 }), B1, { service: service({ capacity: 2 }) }));
    expect(days).toMatchObject([
      { version: 8, claims: [{ from: at('10:00'), to: at('11:00'), confirmedUnits: 2, holds: [] }] },
    ]);
  });
  it('keeps a payment reference when one is given', () => {
    const { state, event } = changeOf(decide(confirm, held(), { ...B1, paymentReference: 'pay-1' }));
    expect(state).toMatchObject({ paymentReference: 'pay-1' });
    expect(event?.booking).toMatchObject({ paymentReference: 'pay-1' });
    expect(changeOf(decide(confirm, held(), B1)).state).not.toHaveProperty('paymentReference');
  });
  it('never asks for room again, whatever the capacity is by now', () => {
    const mine = held({ units: 2 });
    const world = {
      service: service({ capacity: 1 }),
      days: daysWith(mine, confirmed({ bookingId: 'other', units: 3 })),
    };
    const { days } = changeOf(decide(confirm, mine, B1, world));
    expect(days[0]?.claims).toMatchObject([{ confirmedUnits: 5, holds: [] }]);
  });
  it('uses the stored claim, whatever the buffers are by now', () => {
    const mine = held({ before: 10, after: 20 });
    const { state, days } = changeOf(decide(confirm, mine, B1, { service: service({ bufferBeforeMinutes: 45 }) }));
    expect(state.claim).toEqual({ from: at('09:50'), to: at('11:20'), units: 1 });
    expect(days[0]?.claims).toMatchObject([{ from: at('09:50'), to: at('11:20'), confirmedUnits: 1 }]);
  });
  it('leaves the other holds on its interval alone', () => {
    const mine = held();
    const world = {
      service: service({ capacity: 3 }),
      days: daysWith(held({ bookingId: 'b-0' }), mine, held({ bookingId: 'b-2' })),
    };
    const [day] = changeOf(decide(confirm, mine, B1, world)).days;
    expect(day?.claims).toMatchObject([{ confirmedUnits: 1, holds: [{ bookingId: 'b-0' }, { bookingId: 'b-2' }] }]);
  });
});

describe('confirming what is confirmed', () => {
  const paid = confirmed({ paymentReference: 'pay-1' });
  it('without a payment reference, or with the same, changes nothing', () => {
    expect(changeOf(decide(confirm, paid, B1))).toEqual({ state: paid, days: [] });
    expect(changeOf(decide(confirm, paid, { ...B1, paymentReference: 'pay-1' }))).toEqual({ state: paid, days: [] });
  });
  it('with another payment reference is illegal: one of the two payments would be lost', () => {
    const refusal = { kind: 'illegal_transition', from: 'confirmed', command: 'confirm' };
    expect(refusalOf(decide(confirm, paid, { ...B1, paymentReference: 'pay-2' }))).toEqual(refusal);
    expect(refusalOf(decide(confirm, confirmed(), { ...B1, paymentReference: 'pay-1' }))).toEqual(refusal);
  });
});
