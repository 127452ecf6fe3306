import { describe, expect, it } from 'vitest';
import { createBookings } from '../../../src/index.js';

const slot = { userId: 'ada', dateTime: '2027-05-01T10:00:00Z' };
const counting = (...ids: readonly string[]) => {
  const left = [...ids];
  return { next: () => left.shift() ?? 'none' };
};

describe('ids of a generator of ones own', () => {
  it.each(['b/1', '', 'a b', 'x'.repeat(129), 'é', 7])('that could not be asked for later are a bug: %j', async (id) => {
    const bookings = createBookings({ ids: { next: () => id as string } });
    await expect(Promise.resolve(bookings.create({ ...slot, serviceId: 'chair' }))).rejects.toThrow(TypeError);
    expect((await bookings.list({ userId: 'ada' }))._unsafeUnwrap().items).toEqual([]);
  });

  it('may look like days, and the service like a booking: no command waits for itself', async () => {
    const bookings = createBookings({ ids: counting('2027-05-01', 'r-2') });
    const { bookingId } = (await bookings.create({ ...slot, serviceId: 'booking' }))._unsafeUnwrap().booking;
    expect((await bookings.cancel({ bookingId }))._unsafeUnwrap().booking.status).toBe('cancelled');
  });
});
