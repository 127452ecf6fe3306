import { describe, expect, it } from 'vitest';
import { precededBy } from '../../faults/faults.js';
import { LATER } from './commands.js';
import { booked, chair, CHAIR, office, offer, taken, written } from './office.js';

const HALF_A_DAY = 720;

describe('a policy that another process has changed since it was last read here', () => {
  it('decides, although the old one named the service days: they are read again, at once', async () => {
    const at = office();
    await offer(at);
    await offer(office({}, at), { bufferBeforeMinutes: HALF_A_DAY });
    const loads = at.faults.count('load');
    const now = at.clock.now();

    await booked(at);

    expect(at.faults.count('load') - loads).toBe(2);
    expect(at.clock.now()).toBe(now);
    expect([await taken(at, '2026-11-30'), await taken(at)]).toEqual([
      [{ confirmedUnits: 1, holds: [] }],
      [{ confirmedUnits: 1, holds: [] }],
    ]);
  });

  it('decides on a reschedule too', async () => {
    const at = office();
    await offer(at);
    const bookingId = await booked(at);
    await offer(office({}, at), { bufferAfterMinutes: HALF_A_DAY });

    (await at.bookings.reschedule({ bookingId, dateTime: LATER }))._unsafeUnwrap();

    expect([await taken(at), await taken(at, '2026-12-02')]).toEqual([
      [{ confirmedUnits: 1, holds: [] }],
      [{ confirmedUnits: 1, holds: [] }],
    ]);
  });

  it('has the last word on capacity', async () => {
    const at = office();
    await offer(at, { capacity: 2 });
    await booked(at);
    await offer(office({}, at), { capacity: 1 });

    expect((await at.bookings.create(chair({ userId: 'bob' })))._unsafeUnwrapErr().kind).toBe('slot_unavailable');
  });

  it('takes nothing from those who have a slot already', async () => {
    const at = office();
    const bookingId = await booked(at, { hold: true });
    await offer(at, { capacity: 0, durationMinutes: 5, holdMinutes: 1, bufferBeforeMinutes: 90 });
    at.clock.advance({ minutes: 14 });

    const { booking } = (await at.bookings.confirm({ bookingId }))._unsafeUnwrap();

    expect(booking).toMatchObject({ status: 'confirmed', durationMinutes: 60 });
  });

  it('that changes at every look ends in try_again and writes nothing', async () => {
    const at = office();
    await offer(at);
    const other = office({}, at);
    let puts = 0;
    const change = precededBy(async () => {
      puts += 1;
      await offer(other, { bufferBeforeMinutes: puts % 2 === 0 ? 0 : HALF_A_DAY });
    });
    at.faults.next('load', ...Array.from({ length: 20 }, () => change));

    const told = (await at.bookings.create(chair()))._unsafeUnwrapErr();

    expect(told).toEqual({ kind: 'try_again', replayed: false });
    expect(puts).toBe(8);
    expect(await written(at)).toEqual({ bookings: 0, events: 0 });
  });
});

describe('a service that nobody put', () => {
  it('is booked by the default policy, and by its own as soon as it has one', async () => {
    const at = office();
    expect((await at.bookings.create(chair({ serviceName: 'A chair' })))._unsafeUnwrap().booking.serviceName).toBe('A chair');
    await offer(office({}, at), { name: 'The chair', durationMinutes: 30 });

    const { booking } = (await at.bookings.create(chair({ dateTime: LATER, serviceName: 'A chair' })))._unsafeUnwrap();

    expect(booking).toMatchObject({ serviceId: CHAIR, serviceName: 'The chair', durationMinutes: 30 });
  });

  it('is unknown where unknown services are refused, until it is put', async () => {
    const at = office({ settings: { refuseUnknownServices: true } });
    expect((await at.bookings.create(chair()))._unsafeUnwrapErr()).toEqual({
      kind: 'service_unknown',
      serviceId: CHAIR,
      replayed: false,
    });
    await offer(office({}, at));

    await booked(at);
    expect((await written(at)).bookings).toBe(1);
  });
});
