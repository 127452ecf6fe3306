import { noBody } from '../read-body.js';
import { route } from '../route.js';
import { booking, bookingPage } from '../schemas/bookings.js';
import { eventPage } from '../schemas/events.js';
import * as queries from '../schemas/queries.js';
import { availability } from '../schemas/services.js';
import { READ } from './refusals.js';

const READING = { method: 'GET', headers: ['If-None-Match'], body: noBody, refusals: READ } as const;

export const getBooking = route({
  ...READING,
  path: '/bookings/{bookingId}',
  operationId: 'getBooking',
  summary: 'One booking.',
  success: { status: 200, schema: booking, version: true },
  query: queries.none,
  handle: ({ bookings, actor, params }) =>
    bookings.get(params.bookingId, { actor }).map((found) => ({ status: 200, body: found, version: found.version })),
});

export const listBookings = route({
  ...READING,
  path: '/bookings',
  operationId: 'listBookings',
  summary: 'Bookings by start: `from ≤ dateTime < to`. Users see their own.',
  success: { status: 200, schema: bookingPage, paged: true },
  query: queries.listBookings,
  handle: ({ bookings, actor, query }) =>
    bookings.list(query, { actor }).map((page) => ({ status: 200, body: page, nextCursor: page.nextCursor })),
});

export const bookingHistory = route({
  ...READING,
  path: '/bookings/{bookingId}/history',
  operationId: 'bookingHistory',
  summary: 'What happened to a booking, oldest first.',
  success: { status: 200, schema: eventPage, paged: true },
  query: queries.history,
  handle: ({ bookings, actor, params, query }) =>
    bookings
      .history({ ...query, ...params }, { actor })
      .map((page) => ({ status: 200, body: page, nextCursor: page.nextCursor })),
});

export const serviceAvailability = route({
  ...READING,
  path: '/services/{serviceId}/availability',
  operationId: 'serviceAvailability',
  summary: 'What is free between `from` and `to`, 31 days at most.',
  success: { status: 200, schema: availability },
  query: queries.availability,
  handle: ({ bookings, actor, params, query }) =>
    bookings.availability({ ...query, ...params }, { actor }).map((body) => ({ status: 200, body })),
});
