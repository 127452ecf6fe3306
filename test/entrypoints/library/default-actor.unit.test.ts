import { describe, expect, it } from 'vitest';
import { type Actor, createBookings } from '../../../src/index.js';

const booking = { userId: 'ada', serviceId: 'chair', dateTime: new Date(Date.now() + 86_400_000) };

describe('the actor of calls that name nobody', () => {
  it('is not changed by what a caller does to an event it was shown', async () => {
    const bookings = createBookings();
    const { bookingId } = (await bookings.create(booking))._unsafeUnwrap().booking;
    const [event] = (await bookings.history({ bookingId }))._unsafeUnwrap().items;

    expect(() => Object.assign(event?.actor ?? {}, { roles: ['user'] })).toThrow(TypeError);
    expect((await bookings.complete({ bookingId }))._unsafeUnwrapErr().kind).toBe('not_started');
  });

  it('is not changed by what becomes of the setting', async () => {
    const defaultActor: { subject: string; roles: Actor['roles'] } = { subject: 'desk', roles: ['staff'] };
    const bookings = createBookings({ defaultActor });
    defaultActor.roles = [];
    expect((await bookings.create(booking)).isOk()).toBe(true);
  });

  it.each([{ subject: '', roles: ['staff'] }, { subject: 'desk' }, { subject: 'desk', roles: ['boss'] }, 'staff'])(
    'cannot be %j',
    (actor) => {
      expect(() => createBookings({ defaultActor: actor as unknown as Actor })).toThrow(TypeError);
    },
  );
});
