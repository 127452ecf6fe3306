import { type Actor, isStaff } from '../access/actor.js';
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

/**
 * What each viewer is sent of an event, as `make` makes it ready to be sent: once for each view, for all staff see the
 * same, and so do all connections of one user.
 */
export function updatesOf<T>(event: BookingEvent, make: (update: BookingUpdate) => T): (viewer: Actor) => T {
  const views = new Map<string | undefined, T>();
  return (viewer) => {
    const whose = isStaff(viewer) ? undefined : viewer.subject;
    const made = views.get(whose) ?? make(updateFor(viewer, event));
    views.set(whose, made);
    return made;
  };
}
