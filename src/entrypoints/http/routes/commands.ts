import type { Booking } from '../../../domain/booking/booking.js';
import type { Answer, ExistingOptions } from '../../../ports/index.js';
import type { Call, Success } from '../call.js';
import { route } from '../route.js';
import * as bookings from '../schemas/bookings.js';
import * as commands from '../schemas/commands.js';
import { none } from '../schemas/queries.js';
import * as refusals from './refusals.js';

const JSON_ONLY = ['application/json'];
const EXISTING = { query: none, headers: ['Idempotency-Key', 'If-Match'] } as const;
const bare = { schema: commands.nothing, types: JSON_ONLY, required: false };

/** `If-Match: *` asks that it exists, and what does not is `not_found` anyway. */
const onExisting = ({ actor, idempotencyKey, ifMatch }: Call<string, unknown, unknown>): ExistingOptions => ({
  actor,
  idempotencyKey,
  ifMatch: ifMatch === '*' ? undefined : ifMatch,
});

const changed = ({ booking, replayed }: Answer<Booking>): Success => ({
  status: 200,
  body: booking,
  version: booking.version,
  replayed,
});

export const createBooking = route({
  method: 'POST',
  path: '/bookings',
  operationId: 'createBooking',
  summary: 'Book a slot, or hold it.',
  success: { status: 201, schema: bookings.openBooking, version: true, location: true },
  refusals: refusals.CREATE,
  query: none,
  headers: ['Idempotency-Key'],
  body: { schema: commands.createBooking, types: JSON_ONLY, required: true },
  handle: ({ bookings: core, actor, body, idempotencyKey }) =>
    core.create(body, { actor, idempotencyKey }).map((answer) => ({
      ...changed(answer),
      status: 201,
      location: `/bookings/${encodeURIComponent(answer.booking.bookingId)}`,
    })),
});

export const changeBooking = route({
  method: 'PATCH',
  path: '/bookings/{bookingId}',
  operationId: 'changeBooking',
  summary: 'Reschedule a booking, or change its notes and metadata. It keeps its id.',
  success: { status: 200, schema: bookings.openBooking, version: true },
  refusals: refusals.CHANGE,
  ...EXISTING,
  body: { schema: commands.changeBooking, types: [...JSON_ONLY, 'application/merge-patch+json'], required: true },
  handle: (call) => call.bookings.update({ ...call.body, ...call.params }, onExisting(call)).map(changed),
});

export const confirmBooking = route({
  method: 'POST',
  path: '/bookings/{bookingId}/confirm',
  operationId: 'confirmBooking',
  summary: 'Turn a hold into a booking.',
  success: { status: 200, schema: bookings.confirmedBooking, version: true },
  refusals: refusals.CONFIRM,
  ...EXISTING,
  body: { schema: commands.confirmBooking, types: JSON_ONLY, required: false },
  handle: (call) => call.bookings.confirm({ ...call.body, ...call.params }, onExisting(call)).map(changed),
});

export const cancelBooking = route({
  method: 'POST',
  path: '/bookings/{bookingId}/cancel',
  operationId: 'cancelBooking',
  summary: 'Give the slot back.',
  success: { status: 200, schema: bookings.endedBooking, version: true },
  refusals: refusals.CANCEL,
  ...EXISTING,
  body: { schema: commands.cancelBooking, types: JSON_ONLY, required: false },
  handle: (call) => call.bookings.cancel({ ...call.body, ...call.params }, onExisting(call)).map(changed),
});

export const completeBooking = route({
  method: 'POST',
  path: '/bookings/{bookingId}/complete',
  operationId: 'completeBooking',
  summary: 'Record that it took place. Staff only.',
  success: { status: 200, schema: bookings.completedBooking, version: true },
  refusals: refusals.CLOSE,
  ...EXISTING,
  body: bare,
  handle: (call) => call.bookings.complete(call.params, onExisting(call)).map(changed),
});

export const markNoShow = route({
  method: 'POST',
  path: '/bookings/{bookingId}/no-show',
  operationId: 'markNoShow',
  summary: 'Record that nobody came. Staff only.',
  success: { status: 200, schema: bookings.noShowBooking, version: true },
  refusals: refusals.CLOSE,
  ...EXISTING,
  body: bare,
  handle: (call) => call.bookings.markNoShow(call.params, onExisting(call)).map(changed),
});
