import type { Booking, BookingStatus, Instant } from '../../domain/booking/booking.js';
import { inLines, inOneLine } from './text.js';

/** A booking as calendars know it: one `VEVENT`. */
export interface CalendarEntry {
  /** The same for life: by it a calendar knows an entry again. */
  readonly uid: string;
  /** Rises when the entry is at another time or stands otherwise. */
  readonly sequence: number;
  readonly createdAt: Instant;
  readonly updatedAt: Instant;
  readonly start: Instant;
  readonly end: Instant;
  readonly summary: string;
  readonly description?: string;
  readonly status: 'TENTATIVE' | 'CONFIRMED' | 'CANCELLED';
}

/**
 * Not the name of a host, which a booking outlives; `.internal` is nobody's domain. Ids are unique in the world as UUIDs
 * are, so this needs to tell no installation from another.
 */
const UID_SUFFIX = '@holdfast.internal';

const STATUS = {
  held: 'TENTATIVE',
  confirmed: 'CONFIRMED',
  completed: 'CONFIRMED',
  no_show: 'CONFIRMED',
  cancelled: 'CANCELLED',
  expired: 'CANCELLED',
} as const satisfies Record<BookingStatus, CalendarEntry['status']>;

export const isOff = ({ status }: Booking): boolean => STATUS[status] === 'CANCELLED';

/** `withUser` for those alone who see everybody's bookings. */
export function toEntry(booking: Booking, sequence: number, withUser: boolean): CalendarEntry {
  const { bookingId, userId, serviceId, serviceName, notes = '' } = booking;
  const description = inLines(withUser ? `User: ${userId}\n${notes}` : notes);
  return {
    uid: `${bookingId}${UID_SUFFIX}`,
    sequence,
    createdAt: booking.createdAt,
    updatedAt: booking.updatedAt,
    start: booking.dateTime,
    end: booking.endsAt,
    summary: inOneLine(serviceName) || serviceId,
    ...(description !== '' && { description }),
    status: STATUS[booking.status],
  };
}
