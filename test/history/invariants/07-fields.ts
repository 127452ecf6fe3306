import type { Booking } from '../../../src/index.js';
import { MINUTE } from '../model/interval.js';
import { same } from '../model/same.js';
import type { Version } from '../model/version.js';
import type { Step } from '../model/world.js';

/** A field of the event or its booking, and whether it is as it has to be after this commit. */
type Rule = (step: Step) => boolean;

const IDENTITY = ['bookingId', 'userId', 'serviceId', 'serviceName', 'createdAt'] as const;
const STAMPS = {
  BookingConfirmed: 'confirmedAt',
  BookingCancelled: 'cancelledAt',
  BookingCompleted: 'completedAt',
  BookingNoShow: 'noShowAt',
} as const;

const at = (booking: Booking, name: string): unknown => Reflect.get(booking, name);
const slotOf = ({ booking: { dateTime, endsAt, units } }: Version) => ({ dateTime, endsAt, units });

const RULES: Readonly<Record<string, Rule>> = {
  eventId: ({ entry: { event } }) => event.eventId === `${event.booking.bookingId}:${event.booking.version}`,
  bookingVersion: ({ entry: { event } }) =>
    event.bookingId === event.booking.bookingId && event.bookingVersion === event.booking.version,
  occurredAt: ({ entry: { event, clock }, before }) =>
    Date.parse(event.occurredAt) === Math.max(clock, Date.parse(before?.booking.updatedAt ?? event.occurredAt)),
  updatedAt: ({ entry: { event } }) => event.booking.updatedAt === event.occurredAt,
  createdAt: ({ entry: { event }, before }) => before !== undefined || event.booking.createdAt === event.occurredAt,
  identity: ({ before, after }) =>
    before === undefined || IDENTITY.every((name) => before.booking[name] === after.booking[name]),
  slot: ({ before, after, entry: { event } }) => {
    if (after.endsAt - after.startsAt !== after.booking.durationMinutes * MINUTE || after.booking.units < 1) return false;
    const stays = before === undefined || same(slotOf(before), slotOf(after));
    return before === undefined || stays === (event.type !== 'BookingRescheduled');
  },
  previous: ({ before, entry: { event } }) =>
    event.type !== 'BookingRescheduled' || (before !== undefined && same(event.previous, slotOf(before))),
  stamp: ({ entry: { event } }) => {
    const stamps: Readonly<Partial<Record<typeof event.type, string>>> = STAMPS;
    const stamp = stamps[event.type];
    return stamp === undefined || at(event.booking, stamp) === event.occurredAt;
  },
  confirmedAt: ({ before, after }) =>
    before?.status === 'held' ||
    before === undefined ||
    !('confirmedAt' in after.booking) ||
    at(before.booking, 'confirmedAt') === after.booking.confirmedAt,
  expiredAt: ({ before, after: { booking } }) =>
    booking.status !== 'expired' || booking.expiredAt === (before && at(before.booking, 'holdExpiresAt')),
  cancelledBy: ({ entry: { event } }) =>
    event.type !== 'BookingCancelled' || event.booking.cancelledBy === event.actor.subject,
};

/** The name of a field that is not as it has to be. */
export const brokenField = (step: Step): string | undefined =>
  Object.keys(RULES).find((name) => RULES[name]?.(step) === false);
