import type { Actor } from '../access/actor.js';
import { bookingSeenBy } from '../access/view.js';
import type { Booking, BookingEvent } from '../booking/booking.js';

/** What a live connection is sent of an event: the booking after it, as this viewer may see it. */
export interface BookingUpdate {
  readonly action: 'bookingUpdate';
  readonly event: Pick<BookingEvent, 'eventId' | 'type' | 'occurredAt'>;
  readonly data: Booking;
}

export const updateFor = (viewer: Actor, { eventId, type, occurredAt, booking }: BookingEvent): BookingUpdate => ({
  action: 'bookingUpdate',
  event: { eventId, type, occurredAt },
  data: bookingSeenBy(viewer, booking),
});
