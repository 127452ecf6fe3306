import type { Booking, Bookings, ExistingOptions, Answer, Refused, BookingError } from '../../../src/index.js';
import type { Result } from '../../../src/domain/result.js';
import { booked, chair, type Office } from './office.js';

export type Reply = Result<Answer, Refused<BookingError>>;

/** A command that goes ahead, with what has to be there before it. */
export interface Case {
  readonly name: string;
  /** Answers with the id of the booking it is about; none for a create. */
  readonly prepare: (office: Office) => Promise<string>;
  readonly send: (bookings: Bookings, bookingId: string, options?: ExistingOptions) => Promise<Reply>;
  readonly event: string;
  readonly status: Booking['status'];
}

const none = async (): Promise<string> => '';
const held = (office: Office): Promise<string> => booked(office, { hold: true });
const confirmed = (office: Office): Promise<string> => booked(office);
export const LATER = '2026-12-01T14:00:00.000Z';

async function started(office: Office): Promise<string> {
  const bookingId = await booked(office);
  office.clock.advance({ hours: 3 });
  return bookingId;
}

export const CREATE: Case = {
  name: 'create',
  prepare: none,
  send: async (bookings, _id, options) => bookings.create(chair(), options),
  event: 'BookingConfirmed',
  status: 'confirmed',
};

export const ON_BOOKINGS: readonly Case[] = [
  {
    name: 'confirm',
    prepare: held,
    send: async (bookings, bookingId, options) => bookings.confirm({ bookingId }, options),
    event: 'BookingConfirmed',
    status: 'confirmed',
  },
  {
    name: 'reschedule',
    prepare: confirmed,
    send: async (bookings, bookingId, options) => bookings.reschedule({ bookingId, dateTime: LATER }, options),
    event: 'BookingRescheduled',
    status: 'confirmed',
  },
  {
    name: 'update',
    prepare: confirmed,
    send: async (bookings, bookingId, options) => bookings.update({ bookingId, notes: 'by the window' }, options),
    event: 'BookingUpdated',
    status: 'confirmed',
  },
  {
    name: 'cancel',
    prepare: confirmed,
    send: async (bookings, bookingId, options) => bookings.cancel({ bookingId, reason: 'ill' }, options),
    event: 'BookingCancelled',
    status: 'cancelled',
  },
  {
    name: 'complete',
    prepare: started,
    send: async (bookings, bookingId, options) => bookings.complete({ bookingId }, options),
    event: 'BookingCompleted',
    status: 'completed',
  },
  {
    name: 'mark no-show',
    prepare: started,
    send: async (bookings, bookingId, options) => bookings.markNoShow({ bookingId }, options),
    event: 'BookingNoShow',
    status: 'no_show',
  },
];

export const COMMANDS: readonly Case[] = [CREATE, ...ON_BOOKINGS];
