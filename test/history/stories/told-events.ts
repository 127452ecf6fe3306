import type { Actor, Booking, BookingEvent, BookingStatus } from '../../../src/index.js';
import { at, iso, MINUTE } from '../../unit/builders.js';
import type { Operation } from '../history.js';

export const SLOT = iso(at('10:00'));
export const LATER = iso(at('15:00'));

type Leads = readonly [type: BookingEvent['type'], status: BookingStatus, stamp?: string];
const LEADS_TO: Readonly<Partial<Record<Operation, Leads>>> = {
  confirm: ['BookingConfirmed', 'confirmed', 'confirmedAt'],
  cancel: ['BookingCancelled', 'cancelled', 'cancelledAt'],
  complete: ['BookingCompleted', 'completed', 'completedAt'],
  no_show: ['BookingNoShow', 'no_show', 'noShowAt'],
  expire: ['BookingExpired', 'expired'],
};

/** The event of a create: 10:00 to 11:00 for Ada, where it is not said otherwise. */
export function created(bookingId: string, input: object, actor: Actor, clock: number): BookingEvent {
  const wanted = { userId: 'ada', serviceId: 'chair', dateTime: SLOT, units: 1, hold: false, durationMinutes: 60, ...input };
  const { hold, ...shown } = wanted;
  const now = iso(clock);
  const startsAt = Date.parse(wanted.dateTime);
  const base = {
    ...shown,
    bookingId,
    serviceName: 'Chair',
    endsAt: iso(startsAt + wanted.durationMinutes * MINUTE),
    version: 1,
    createdAt: now,
    updatedAt: now,
  };
  const about = { eventId: `${bookingId}:1`, bookingId, bookingVersion: 1, occurredAt: now, actor };
  if (!hold) {
    return { ...about, type: 'BookingConfirmed', booking: { ...base, status: 'confirmed', confirmedAt: now } };
  }
  const holdExpiresAt = iso(Math.min(clock + 15 * MINUTE, startsAt));
  return { ...about, type: 'BookingHeld', booking: { ...base, status: 'held', holdExpiresAt } };
}

const PASSING = ['holdExpiresAt', 'completedAt', 'noShowAt'];
const without = (booking: object, names: readonly string[]): object =>
  Object.fromEntries(Object.entries(booking).filter(([name]) => !names.includes(name)));

/** The event of any other command; `change` is what it makes of the booking. */
export function changed(operation: Operation, from: Booking, change: object, actor: Actor, clock: number): BookingEvent {
  const now = iso(clock);
  const version = from.version + 1;
  const { bookingId, dateTime, endsAt, units } = from;
  const moves = 'dateTime' in change || 'units' in change;
  const stays: Leads = [moves ? 'BookingRescheduled' : 'BookingUpdated', from.status];
  const [type, status, stamp] = LEADS_TO[operation] ?? stays;
  const gone = status === 'cancelled' ? [...PASSING, 'confirmedAt'] : type === stays[0] ? [] : PASSING;
  const startsAt: string = 'dateTime' in change ? String(change.dateTime) : dateTime;
  const booking = {
    ...without(from, gone),
    ...change,
    endsAt: iso(Date.parse(startsAt) + Date.parse(endsAt) - Date.parse(dateTime)),
    version,
    updatedAt: now,
    status,
    ...(stamp !== undefined && { [stamp]: now }),
    ...(status === 'cancelled' && { cancelledBy: actor.subject }),
    ...(status === 'expired' && 'holdExpiresAt' in from && { expiredAt: from.holdExpiresAt }),
  };
  const previous = type === 'BookingRescheduled' && { previous: { dateTime, endsAt, units } };
  const about = { type, eventId: `${bookingId}:${version}`, bookingId, bookingVersion: version, occurredAt: now };
  // As a recorder would read it: whether it is an event as it should be is for the checker to say.
  return JSON.parse(JSON.stringify({ ...about, actor, booking, ...previous }));
}
