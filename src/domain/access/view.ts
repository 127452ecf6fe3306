import type { Booking, BookingEvent } from '../booking/booking.js';
import { type Actor, isStaff } from './actor.js';

const seesSubjects = (viewer: Actor): boolean => isStaff(viewer) || viewer.roles.includes('system');

/** Users see who acted on their booking as a role, not as a subject, unless it was they. */
export function bookingSeenBy<B extends Booking>(viewer: Actor, booking: B): B {
  if (booking.status !== 'cancelled' || seesSubjects(viewer) || booking.cancelledBy === viewer.subject) return booking;
  return { ...booking, cancelledBy: 'staff' };
}

export function eventSeenBy(viewer: Actor, event: BookingEvent): BookingEvent {
  if (seesSubjects(viewer)) return event;
  const { actor } = event;
  const subject = actor.subject === viewer.subject ? actor.subject : isStaff(actor) ? 'staff' : 'system';
  const seen = { ...event, actor: { ...actor, subject } };
  return seen.type === 'BookingCancelled' ? { ...seen, booking: bookingSeenBy(viewer, seen.booking) } : seen;
}
