import { MINUTE, SLOT } from '../../../../src/entrypoints/testing/contract/samples.js';
import type { Booking } from '../../../../src/domain/booking/booking.js';
import type { Answer, Bookings, ExistingOptions, Reply } from '../../../../src/ports/index.js';

/** Where a round of a scene takes place: a service and a booking of its own. */
export interface Place {
  readonly serviceId: string;
  readonly bookingId: string;
}

/** An answer or a refusal, as it is. */
export type Told = Answer | { readonly kind: string; readonly replayed: boolean };

export const told = <B extends Booking, E extends { readonly kind: string }>(reply: Reply<B, E>): Promise<Told> =>
  reply.match<Told, Told>(
    (answer) => answer,
    (refusal) => refusal,
  );

/** One command that is to be decided, and what it is to be told. */
export interface Scene {
  /** What the booking has been through by then; nothing for one that is yet to be made. */
  readonly given: (bookings: Bookings, serviceId: string) => Promise<string>;
  /** Time that goes by then. */
  readonly afterMs?: number;
  /** What becomes of the booking after that time, before the command. */
  readonly also?: (bookings: Bookings, bookingId: string) => Promise<Told>;
  readonly command: (bookings: Bookings, place: Place, options: ExistingOptions) => Promise<Told>;
  readonly told: { readonly status: string } | { readonly kind: string };
  /** Whether it changes the booking, by one event. */
  readonly changes: boolean;
}

const dateTime = new Date(SLOT);
const elsewhere = new Date(SLOT + 240 * MINUTE);
const AFTER_THE_START = 48 * 60 * MINUTE;

const nothing = async (): Promise<string> => '';

export async function idOf(answer: Promise<Told>): Promise<string> {
  const came = await answer;
  if ('kind' in came) throw new Error(`the scene could not be set: ${came.kind}`);
  return came.booking.bookingId;
}

const booked = (bookings: Bookings, serviceId: string): Promise<string> =>
  idOf(told(bookings.create({ userId: 'ada', serviceId, dateTime, notes: 'by the window' })));
const held = (bookings: Bookings, serviceId: string): Promise<string> =>
  idOf(told(bookings.create({ userId: 'ada', serviceId, dateTime, hold: true })));

const cancel = (bookings: Bookings, bookingId: string): Promise<Told> => told(bookings.cancel({ bookingId }));
const complete = (bookings: Bookings, bookingId: string): Promise<Told> => told(bookings.complete({ bookingId }));
const markNoShow = (bookings: Bookings, bookingId: string): Promise<Told> => told(bookings.markNoShow({ bookingId }));

/** And somebody else has the other slot. */
const crowded = async (bookings: Bookings, serviceId: string): Promise<string> => {
  await idOf(told(bookings.create({ userId: 'grace', serviceId, dateTime: elsewhere })));
  return booked(bookings, serviceId);
};

const create = (bookings: Bookings, { serviceId }: Place, options: ExistingOptions): Promise<Told> =>
  told(bookings.create({ userId: 'ada', serviceId, dateTime }, options));
const move = (bookings: Bookings, { bookingId }: Place, options: ExistingOptions): Promise<Told> =>
  told(bookings.reschedule({ bookingId, dateTime: elsewhere }, options));

/** Every command that changes something. */
export const CHANGES = {
  create: { given: nothing, command: create, told: { status: 'confirmed' }, changes: true },
  hold: {
    given: nothing,
    command: (bookings, { serviceId }, options) =>
      told(bookings.create({ userId: 'ada', serviceId, dateTime, hold: true }, options)),
    told: { status: 'held' },
    changes: true,
  },
  confirm: {
    given: held,
    command: (bookings, { bookingId }, options) => told(bookings.confirm({ bookingId, paymentReference: 'p-1' }, options)),
    told: { status: 'confirmed' },
    changes: true,
  },
  reschedule: { given: booked, command: move, told: { status: 'confirmed' }, changes: true },
  update: {
    given: booked,
    command: (bookings, { bookingId }, options) => told(bookings.update({ bookingId, notes: 'by the door' }, options)),
    told: { status: 'confirmed' },
    changes: true,
  },
  cancel: {
    given: booked,
    command: (bookings, { bookingId }, options) => told(bookings.cancel({ bookingId, reason: 'rain' }, options)),
    told: { status: 'cancelled' },
    changes: true,
  },
  complete: {
    given: booked,
    afterMs: AFTER_THE_START,
    command: (bookings, { bookingId }, options) => told(bookings.complete({ bookingId }, options)),
    told: { status: 'completed' },
    changes: true,
  },
  markNoShow: {
    given: booked,
    afterMs: AFTER_THE_START,
    command: (bookings, { bookingId }, options) => told(bookings.markNoShow({ bookingId }, options)),
    told: { status: 'no_show' },
    changes: true,
  },
} as const satisfies Record<string, Scene>;

/** What is refused or has nothing to do, and yet is remembered by its key. */
export const ANSWERS_ALONE = {
  'create, refused': { given: booked, command: create, told: { kind: 'slot_unavailable' }, changes: false },
  'confirm, refused': {
    given: booked,
    also: cancel,
    command: (bookings, { bookingId }, options) => told(bookings.confirm({ bookingId }, options)),
    told: { kind: 'illegal_transition' },
    changes: false,
  },
  'reschedule, refused': { given: crowded, command: move, told: { kind: 'slot_unavailable' }, changes: false },
  'update, refused': {
    given: booked,
    command: (bookings, { bookingId }, options) =>
      told(bookings.update({ bookingId, notes: 'by the door' }, { ...options, ifMatch: 7 })),
    told: { kind: 'version_mismatch' },
    changes: false,
  },
  'complete, refused': {
    given: booked,
    command: (bookings, { bookingId }, options) => told(bookings.complete({ bookingId }, options)),
    told: { kind: 'not_started' },
    changes: false,
  },
  'confirm, no-op': {
    given: booked,
    command: (bookings, { bookingId }, options) => told(bookings.confirm({ bookingId }, options)),
    told: { status: 'confirmed' },
    changes: false,
  },
  'update, no-op': {
    given: booked,
    command: (bookings, { bookingId }, options) => told(bookings.update({ bookingId, notes: 'by the window' }, options)),
    told: { status: 'confirmed' },
    changes: false,
  },
  'cancel, no-op': {
    given: booked,
    also: cancel,
    command: (bookings, { bookingId }, options) => told(bookings.cancel({ bookingId }, options)),
    told: { status: 'cancelled' },
    changes: false,
  },
  'cancel, refused': {
    given: booked,
    afterMs: AFTER_THE_START,
    also: complete,
    command: (bookings, { bookingId }, options) => told(bookings.cancel({ bookingId }, options)),
    told: { kind: 'illegal_transition' },
    changes: false,
  },
  'complete, no-op': {
    given: booked,
    afterMs: AFTER_THE_START,
    also: complete,
    command: (bookings, { bookingId }, options) => told(bookings.complete({ bookingId }, options)),
    told: { status: 'completed' },
    changes: false,
  },
  'mark no-show, no-op': {
    given: booked,
    afterMs: AFTER_THE_START,
    also: markNoShow,
    command: (bookings, { bookingId }, options) => told(bookings.markNoShow({ bookingId }, options)),
    told: { status: 'no_show' },
    changes: false,
  },
} as const satisfies Record<string, Scene>;
