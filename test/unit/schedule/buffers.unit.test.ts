import { describe, expect, it } from 'vitest';
import { at, changeOf, confirmed, create, daysWith, MINUTE, refusalOf, service } from '../builders.js';

describe('a service with buffers', () => {
  const policy = service({ bufferBeforeMinutes: 5, bufferAfterMinutes: 10 });
  const world = { service: policy, days: daysWith(confirmed({ bookingId: 'other', before: 5, after: 10 })) };
  const booked = (dateTime: number) => create({ dateTime }, world);

  it('keeps between two bookings the first one’s buffer after and the second one’s before', () => {
    expect(changeOf(booked(at('11:15'))).state.startsAt).toBe(at('11:15'));
    expect(refusalOf(booked(at('11:15') - 1))).toMatchObject({ kind: 'slot_unavailable' });
  });
  it('keeps it on the other side as well', () => {
    expect(changeOf(booked(at('08:45'))).state.startsAt).toBe(at('08:45'));
    expect(refusalOf(booked(at('08:45') + 1))).toMatchObject({ kind: 'slot_unavailable' });
  });
  it('shows the slot without them and stores the claim with them', () => {
    const { state, event } = changeOf(booked(at('12:00')));
    expect(state.claim).toEqual({ from: at('11:55'), to: at('13:10'), units: 1 });
    expect(event?.booking).toMatchObject({ dateTime: '2030-03-02T12:00:00.000Z', endsAt: '2030-03-02T13:00:00.000Z' });
  });
  it('holds bookings made before them to what they claimed then', () => {
    const old = { service: policy, days: daysWith(confirmed({ bookingId: 'other' })) };
    expect(changeOf(create({ dateTime: at('11:00') + 5 * MINUTE }, old)).state.status).toBe('confirmed');
    expect(refusalOf(create({ dateTime: at('11:00') + 5 * MINUTE - 1 }, old))).toMatchObject({
      kind: 'slot_unavailable',
    });
  });
});
