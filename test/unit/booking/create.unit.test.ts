import { describe, expect, it } from 'vitest';
import {
  at,
  changeOf,
  confirmed,
  create,
  daysWith,
  DAY,
  HOUR,
  iso,
  MINUTE,
  NOW,
  refusalOf,
  service,
  staff,
  user,
} from '../builders.js';

describe('creating a booking', () => {
  it('confirms it at once and says so', () => {
    const { state, event, days } = changeOf(create());
    expect(state).toEqual({
      status: 'confirmed',
      bookingId: 'b-1',
      userId: 'ada',
      serviceId: 'chair',
      serviceName: 'Chair',
      startsAt: at('10:00'),
      endsAt: at('11:00'),
      claim: { from: at('10:00'), to: at('11:00'), units: 1 },
      version: 1,
      createdAt: NOW,
      updatedAt: NOW,
      confirmedAt: NOW,
    });
    expect(event).toEqual({
      type: 'BookingConfirmed',
      eventId: 'b-1:1',
      bookingId: 'b-1',
      bookingVersion: 1,
      occurredAt: iso(NOW),
      actor: user(),
      booking: {
        bookingId: 'b-1',
        userId: 'ada',
        serviceId: 'chair',
        serviceName: 'Chair',
        dateTime: '2030-03-02T10:00:00.000Z',
        endsAt: '2030-03-02T11:00:00.000Z',
        durationMinutes: 60,
        units: 1,
        status: 'confirmed',
        version: 1,
        createdAt: iso(NOW),
        updatedAt: iso(NOW),
        confirmedAt: iso(NOW),
      },
    });
    expect(days).toEqual([
      {
        serviceId: 'chair',
        day: '2030-03-02',
        version: 1,
        claims: [{ from: at('10:00'), to: at('11:00'), confirmedUnits: 1, holds: [] }],
      },
    ]);
  });

  it('keeps what was written on it, and nothing that was not', () => {
    const { state } = changeOf(create({ notes: 'by the window', metadata: { order: '17' } }));
    expect(state).toMatchObject({ notes: 'by the window', metadata: { order: '17' } });
    expect(Object.keys(changeOf(create()).state)).not.toEqual(expect.arrayContaining(['notes']));
    expect(Object.keys(changeOf(create()).state)).not.toEqual(expect.arrayContaining(['metadata']));
  });

  it('takes the duration of the service, and units as asked', () => {
    const world = { service: service({ capacity: 5, durationMinutes: 45 }) };
    const { state } = changeOf(create({ units: 3 }, world));
    expect(state).toMatchObject({ endsAt: at('10:45'), claim: { from: at('10:00'), to: at('10:45'), units: 3 } });
  });

  it.each([
    [{ version: 1, name: 'Chair' }, 'Throne', 'Chair'],
    [{ version: 0, name: 'chair' }, 'Throne', 'Throne'],
    [{ version: 0, name: 'chair' }, undefined, 'chair'],
  ])('of service %o asked for as %s is of the name %s: the catalogue knows best', (given, serviceName, expected) => {
    expect(changeOf(create({ serviceName }, { service: service(given) })).state.serviceName).toBe(expected);
  });

  it('refuses a service that is not known where only known ones are booked', () => {
    const refusal = refusalOf(create({}, { bookable: false, service: service({ version: 0 }) }));
    expect(refusal).toEqual({ kind: 'service_unknown', serviceId: 'chair' });
  });

  it('names the taken slot, without buffers, and what is left of it', () => {
    const days = daysWith(confirmed({ bookingId: 'other', units: 3 }));
    const policy = service({ capacity: 4, bufferBeforeMinutes: 10, bufferAfterMinutes: 10 });
    expect(refusalOf(create({ units: 2 }, { days, service: policy }))).toEqual({
      kind: 'slot_unavailable',
      serviceId: 'chair',
      dateTime: '2030-03-02T10:00:00.000Z',
      endsAt: '2030-03-02T11:00:00.000Z',
      unitsLeft: 1,
    });
  });

  it('refuses more units than the service has at all under another name', () => {
    const refusal = { kind: 'capacity_exceeded', capacity: 4 };
    expect(refusalOf(create({ units: 5 }, { service: service({ capacity: 4 }) }))).toEqual(refusal);
    expect(changeOf(create({ units: 4 }, { service: service({ capacity: 4 }) })).state.status).toBe('confirmed');
  });

  it('exempts nobody from capacity', () => {
    const days = daysWith(confirmed({ bookingId: 'other' }));
    expect(refusalOf(create({}, { days, actor: staff }))).toMatchObject({ kind: 'slot_unavailable', unitsLeft: 0 });
  });

  it('never takes less than none for left, when the capacity has dropped', () => {
    const days = daysWith(confirmed({ bookingId: 'other', units: 5 }));
    expect(refusalOf(create({}, { days, service: service({ capacity: 3 }) }))).toMatchObject({ unitsLeft: 0 });
  });
});

describe('holding a slot', () => {
  const held = (dateTime: number, holdMinutes: number) =>
    changeOf(create({ dateTime, hold: true }, { service: service({ holdMinutes }) }));

  it('holds it for the minutes of the policy', () => {
    const { state, event } = held(at('10:00'), 15);
    expect(state).toMatchObject({ status: 'held', holdExpiresAt: NOW + 15 * MINUTE });
    expect(state).not.toHaveProperty('confirmedAt');
    expect(event).toMatchObject({
      type: 'BookingHeld',
      booking: { status: 'held', holdExpiresAt: iso(NOW + 15 * MINUTE) },
    });
  });
  it('never holds it beyond its start', () => {
    expect(held(NOW + 15 * MINUTE + 1, 15).state).toMatchObject({ holdExpiresAt: NOW + 15 * MINUTE });
    expect(held(NOW + 15 * MINUTE - 1, 15).state).toMatchObject({ holdExpiresAt: NOW + 15 * MINUTE - 1 });
    expect(held(NOW + HOUR, 24 * 60).state).toMatchObject({ holdExpiresAt: NOW + HOUR });
  });
  it('is written into its service days as a hold, not as confirmed units', () => {
    const expiresAt = NOW + 15 * MINUTE;
    expect(held(at('10:00'), 15).days[0]?.claims).toEqual([
      { from: at('10:00'), to: at('11:00'), confirmedUnits: 0, holds: [{ bookingId: 'b-1', units: 1, expiresAt }] },
    ]);
  });
  it('confirms at once when holding is declined in so many words', () => {
    expect(changeOf(create({ hold: false })).state.status).toBe('confirmed');
  });
});

describe('a booking that would start', () => {
  const kind = (dateTime: number, world = {}): string => {
    const verdict = create({ dateTime }, world);
    return verdict.isOk() ? 'booked' : verdict.error.kind;
  };
  it('now is in the past, a millisecond later it is not', () => {
    expect([kind(NOW - 1), kind(NOW), kind(NOW + 1)]).toEqual(['in_the_past', 'in_the_past', 'booked']);
    expect([kind(NOW, { actor: staff }), kind(NOW + 1, { actor: staff })]).toEqual(['in_the_past', 'booked']);
  });
  it('beyond the horizon is refused by the millisecond, to users', () => {
    const world = { service: service({ maxHorizonDays: 30 }) };
    expect([kind(NOW + 30 * DAY, world), kind(NOW + 30 * DAY + 1, world)]).toEqual(['booked', 'beyond_horizon']);
    expect(kind(NOW + 300 * DAY, { ...world, actor: staff })).toBe('booked');
  });
});
