import { expect, it } from 'vitest';
import { updateFor, updatesOf } from '../../../src/domain/live/update.js';
import { createTestBookings, staff, user } from '../../../src/entrypoints/testing/index.js';

it('an update is the event’s name and the booking after it, as its viewer may see it', async () => {
  const { bookings, notified, settle } = createTestBookings({ at: '2026-12-01T08:00:00Z' });
  const slot = { userId: 'ada', serviceId: 'massage', dateTime: '2026-12-01T10:00:00Z' };
  const { bookingId } = (await bookings.create(slot))._unsafeUnwrap().booking;
  const { booking } = (await bookings.cancel({ bookingId }, { actor: staff('sam') }))._unsafeUnwrap();
  await settle();
  const cancelled = notified[1];
  if (!cancelled) throw new Error('no event');

  expect(updateFor(staff('eve'), cancelled)).toEqual({
    action: 'bookingUpdate',
    event: { eventId: `${bookingId}:2`, type: 'BookingCancelled', occurredAt: '2026-12-01T08:00:00.000Z' },
    data: booking,
  });
  expect(booking).toMatchObject({ cancelledBy: 'sam' });
  expect(updateFor(user('ada'), cancelled).data).toEqual({ ...booking, cancelledBy: 'staff' });
});

it('is made once for all staff, and once for each user', async () => {
  const { bookings, notified, settle } = createTestBookings({ at: '2026-12-01T08:00:00Z' });
  const slot = { userId: 'ada', serviceId: 'massage', dateTime: '2026-12-01T10:00:00Z' };
  const { bookingId } = (await bookings.create(slot))._unsafeUnwrap().booking;
  (await bookings.cancel({ bookingId }, { actor: user('ada') }))._unsafeUnwrap();
  await settle();
  const cancelled = notified[1];
  if (!cancelled) throw new Error('no event');

  const made: string[] = [];
  const textFor = updatesOf(cancelled, (update) => {
    const text = JSON.stringify(update);
    made.push(text);
    return text;
  });
  const viewers = [staff('sam'), user('staff'), user('ada'), staff('eve'), user('bob'), user('ada'), user('staff')];
  expect(viewers.map(textFor)).toEqual(viewers.map((viewer) => JSON.stringify(updateFor(viewer, cancelled))));
  expect(made).toHaveLength(4);
});
