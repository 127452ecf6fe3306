import { errAsync, type ResultAsync } from '../../../domain/result.js';
import type { CalendarOffice } from '../../calendar/calendar-office.js';
import type { HttpParts, Refusal, Success } from '../call.js';
import { noBody } from '../read-body.js';
import { type OpenRoute, route } from '../route.js';
import * as schemas from '../schemas/calendars.js';
import { none } from '../schemas/queries.js';
import { READ } from './refusals.js';

const TYPE = 'text/calendar';
const AS_FILE = { status: 200, schema: schemas.calendar, file: TYPE } as const;

const file = (name: string, text: string): Success => ({
  status: 200,
  body: text,
  text,
  file: { type: `${TYPE}; charset=utf-8`, name: `${name}.ics` },
});

const withCalendars = (
  { calendars }: HttpParts,
  answer: (office: CalendarOffice) => ResultAsync<Success, Refusal>,
): ResultAsync<Success, Refusal> => (calendars ? answer(calendars) : errAsync({ kind: 'route_not_found' }));

export const bookingCalendar = route({
  method: 'GET',
  path: '/bookings/{bookingId}.ics',
  operationId: 'bookingCalendar',
  summary: 'One booking for a calendar. A later one updates the same entry, or takes it away.',
  success: AS_FILE,
  refusals: READ,
  needs: 'calendars',
  query: none,
  headers: ['If-None-Match'],
  body: noBody,
  handle: ({ parts, actor, params }) =>
    withCalendars(parts, (office) =>
      office.ofBooking(params.bookingId, actor).map((text) => file(params.bookingId, text)),
    ),
});

export const shareCalendar = route({
  method: 'POST',
  path: '/calendars',
  operationId: 'shareCalendar',
  summary: 'A feed for calendar programs: whoever knows its address may read it, until it is revoked.',
  success: { status: 201, schema: schemas.sharedCalendar, location: true },
  refusals: ['forbidden', 'store_unavailable'],
  needs: 'calendars',
  query: none,
  headers: [],
  body: { schema: schemas.shareCalendar, types: ['application/json'], required: true },
  handle: ({ parts, actor, body, at }) =>
    withCalendars(parts, (office) =>
      office.share(body, actor).map((token) => {
        const location = `/calendars/${token}.ics`;
        return { status: 201, body: { token, url: at(location) }, location };
      }),
    ),
});

export const sharedCalendar: OpenRoute = {
  open: true,
  counted: true,
  method: 'GET',
  path: '/calendars/{token}.ics',
  operationId: 'sharedCalendar',
  summary: 'The bookings of a feed, from 30 days ago to 400 days ahead, 1,000 at most: those from today on first.',
  success: AS_FILE,
  refusals: ['not_found', 'store_unavailable'],
  needs: 'calendars',
  answer: ({ parts, raw }) =>
    withCalendars(parts, (office) => office.ofFeed(raw['token'] ?? '').map((text) => file('calendar', text))),
};

/** What POST answered is the address with its ending, and that is what callers delete. No token ends so. */
const tokenOf = (segment: string): string => segment.replace(/\.ics$/, '');

export const revokeCalendar = route({
  method: 'DELETE',
  path: '/calendars/{token}',
  operationId: 'revokeCalendar',
  summary: 'End a feed, by its token or its address. Whoever may share it may end it.',
  success: { status: 204 },
  refusals: ['not_found', 'store_unavailable'],
  needs: 'calendars',
  query: none,
  headers: [],
  body: noBody,
  handle: ({ parts, actor, params }) =>
    withCalendars(parts, (office) =>
      office.revoke(tokenOf(params.token), actor).map(() => ({ status: 204, body: undefined })),
    ),
});
