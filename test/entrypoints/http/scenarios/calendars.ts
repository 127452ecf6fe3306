import { adaBooks, adaHolds, ELEVEN, massage, type Scenario, type Step } from '../scenario.js';

const CALENDAR = { 'Content-Type': 'text/calendar; charset=utf-8', ETag: /^W\/"[\w-]{43}"$/ };

const adaShares: Step = {
  send: 'POST /calendars',
  body: { userId: 'ada' },
  expect: { status: 201, headers: { Location: /^{base}\/calendars\/[\w-]{43}\.ics$/, ETag: null } },
  keep: { token: 'token', feed: 'url' },
};
const samSharesMassage: Step = { ...adaShares, as: 'sam', body: { serviceId: 'massage' } };

const bobBooks: Step = { as: 'bob', send: 'POST /bookings', body: massage(ELEVEN, 'bob'), expect: { status: 201 }, keep: { bobs: 'bookingId' } };

const NO_FEED = { status: 404, code: 'not_found', body: { instance: '{base}/calendars' } };
const OTHER_TOKEN = 'x'.repeat(43);

/** Bookings as calendars have them. */
export const calendars: readonly Scenario[] = [
  {
    name: 'a booking is a calendar of one entry, and its changes update that entry',
    steps: [
      { ...adaHolds, body: { ...massage(), hold: true, notes: 'ring, twice' } },
      {
        send: 'GET /bookings/{id}.ics',
        expect: {
          status: 200,
          headers: { ...CALENDAR, 'Content-Disposition': 'attachment; filename="{id}.ics"' },
          lines: ['METHOD:PUBLISH', 'UID:{id}@holdfast.internal', 'SEQUENCE:0', 'STATUS:TENTATIVE', 'DTSTART:20261201T100000Z', 'DESCRIPTION:ring\\, twice'],
        },
      },
      { send: 'POST /bookings/{id}/confirm', expect: { status: 200 } },
      { send: 'PATCH /bookings/{id}', body: { notes: 'ring once' }, expect: { status: 200 } },
      {
        send: 'GET /bookings/{id}.ics',
        expect: { status: 200, lines: ['METHOD:PUBLISH', 'SEQUENCE:1', 'STATUS:CONFIRMED', 'DESCRIPTION:ring once'] },
      },
      { send: 'PATCH /bookings/{id}', body: { dateTime: ELEVEN }, expect: { status: 200 } },
      {
        send: 'GET /bookings/{id}.ics',
        expect: { status: 200, lines: ['UID:{id}@holdfast.internal', 'SEQUENCE:2', 'DTSTART:20261201T110000Z', 'DTEND:20261201T120000Z'] },
      },
      { send: 'POST /bookings/{id}/cancel', expect: { status: 200 } },
      {
        send: 'GET /bookings/{id}.ics',
        expect: { status: 200, lines: ['METHOD:CANCEL', 'UID:{id}@holdfast.internal', 'SEQUENCE:3', 'STATUS:CANCELLED'] },
      },
    ],
  },
  {
    name: 'a booking as a calendar is for those who see the booking',
    steps: [
      adaBooks,
      { as: 'sam', send: 'GET /bookings/{id}.ics', expect: { status: 200 } },
      { as: 'bob', send: 'GET /bookings/{id}.ics', expect: { status: 404, code: 'not_found' } },
      { as: 'nobody', send: 'GET /bookings/{id}.ics', expect: { status: 401, code: 'unauthenticated' } },
      { send: 'GET /bookings/no-such.ics', expect: { status: 404, code: 'not_found' } },
      { send: 'GET /bookings/a%20b.ics', expect: { status: 400, wrong: ['bookingId'] } },
      { send: 'GET /bookings/.ics', expect: { status: 404, code: 'not_found' } },
      { send: 'GET /bookings/{id}.ics?x=1', expect: { status: 400, wrong: ['x'] } },
      { send: 'GET /bookings/{id}.ical', expect: { status: 404, code: 'not_found' } },
      { send: 'PUT /bookings/{id}.ics', expect: { status: 405, headers: { Allow: 'GET, HEAD, PATCH' } } },
      { send: 'PATCH /bookings/{id}.ics', body: { notes: 'x' }, expect: { status: 404, code: 'not_found' } },
    ],
  },
  {
    name: 'a calendar that did not change is not sent again, and HEAD sends none',
    steps: [
      adaBooks,
      adaShares,
      ...['bookings/{id}', 'calendars/{token}'].flatMap((path, n): readonly Step[] => {
        const send = `GET /${path}.ics`;
        return [
          { send, headers: { 'If-None-Match': '*' }, expect: { status: 304, headers: { ETag: CALENDAR.ETag } } },
          { send, headers: { 'If-None-Match': 'W/"other"' }, expect: { status: 200 }, name: `first ${n}` },
          { send, expect: { status: 200, sameAs: `first ${n}` } },
          {
            send: `HEAD /${path}.ics`,
            expect: { status: 200, headers: { ...CALENDAR, 'Content-Length': /^[1-9]\d+$/ } },
          },
        ];
      }),
    ],
  },
  {
    name: 'a feed of a user’s shows their bookings to whoever knows its address',
    steps: [
      adaBooks,
      bobBooks,
      adaShares,
      {
        as: 'nobody',
        send: 'GET /calendars/{token}.ics',
        expect: {
          status: 200,
          headers: { ...CALENDAR, 'Content-Disposition': 'attachment; filename="calendar.ics"' },
          lines: ['METHOD:PUBLISH', 'X-WR-CALNAME:Bookings of ada', 'UID:{id}@holdfast.internal'],
        },
      },
      { send: 'POST /bookings/{id}/cancel', expect: { status: 200 } },
      {
        as: 'nobody',
        send: 'GET /calendars/{token}.ics',
        expect: { status: 200, lines: ['METHOD:PUBLISH', 'UID:{id}@holdfast.internal', 'SEQUENCE:1', 'STATUS:CANCELLED'] },
      },
    ],
  },
  {
    name: 'a feed of a service shows all its bookings, and whose they are',
    services: [{ serviceId: 'massage', name: 'Massage, deep' }],
    steps: [
      adaBooks,
      bobBooks,
      samSharesMassage,
      {
        as: 'nobody',
        send: 'GET /calendars/{token}.ics',
        expect: {
          status: 200,
          lines: ['X-WR-CALNAME:Massage\\, deep', 'UID:{id}@holdfast.internal', 'DESCRIPTION:User: ada', 'UID:{bobs}@holdfast.internal'],
        },
      },
    ],
  },
  {
    name: 'users share their own bookings and nothing wider; staff share any',
    steps: [
      { send: 'POST /calendars', body: { userId: 'bob' }, expect: { status: 403, code: 'forbidden' } },
      { send: 'POST /calendars', body: { serviceId: 'massage' }, expect: { status: 403, code: 'forbidden' } },
      { as: 'nobody', send: 'POST /calendars', body: { userId: 'ada' }, expect: { status: 401 } },
      { as: 'sam', send: 'POST /calendars', body: { userId: 'bob' }, expect: { status: 201 } },
      ...[{}, { userId: 'ada', serviceId: 'massage' }].map((body) => ({
        send: 'POST /calendars',
        body,
        expect: { status: 400, wrong: [''] },
      })),
      { send: 'POST /calendars', body: { userId: 'a b' }, expect: { status: 400, wrong: ['userId'] } },
      { send: 'POST /calendars', body: { userId: 7 }, expect: { status: 400, wrong: ['userId'] } },
      { send: 'POST /calendars', body: { all: true }, expect: { status: 400, wrong: ['all'] } },
      { send: 'POST /calendars', expect: { status: 400, wrong: [''] } },
      { send: 'GET /calendars', expect: { status: 405, headers: { Allow: 'POST' } } },
    ],
  },
  {
    name: 'a feed is revoked at the very address that it was given',
    steps: [
      adaShares,
      { as: 'bob', send: 'DELETE /calendars/{token}.ics', expect: NO_FEED },
      { as: 'nobody', send: 'GET /calendars/{token}.ics', expect: { status: 200 } },
      { send: 'DELETE /calendars/{token}.ics', expect: { status: 204 } },
      { as: 'nobody', send: 'GET /calendars/{token}.ics', expect: NO_FEED },
      { send: 'DELETE /calendars/{token}.ics', expect: NO_FEED },
      { send: 'DELETE /calendars/{token}.ics.ics', expect: NO_FEED },
    ],
  },
  {
    name: 'a feed that is revoked is gone, and only who may share it may revoke it',
    steps: [
      adaBooks,
      adaShares,
      { as: 'bob', send: 'DELETE /calendars/{token}', expect: NO_FEED },
      { as: 'nobody', send: 'DELETE /calendars/{token}', expect: { status: 401 } },
      { as: 'nobody', send: 'GET /calendars/{token}.ics', expect: { status: 200 } },
      {
        send: 'DELETE /calendars/{token}',
        expect: { status: 204, headers: { 'Content-Type': null, 'Content-Length': null, ETag: null } },
      },
      { as: 'nobody', send: 'GET /calendars/{token}.ics', expect: NO_FEED },
      { send: 'DELETE /calendars/{token}', expect: NO_FEED },
      samSharesMassage,
      { send: 'DELETE /calendars/{token}', expect: NO_FEED },
      { as: 'sam', send: 'DELETE /calendars/{token}', expect: { status: 204 } },
      adaShares,
      { as: 'sam', send: 'DELETE /calendars/{token}', expect: { status: 204 } },
    ],
  },
  {
    name: 'what is no token of a feed is told apart from none by nobody',
    steps: [
      adaShares,
      ...[OTHER_TOKEN, 'x', 'x'.repeat(4_000), '..%2f', '%00', `${OTHER_TOKEN}.ics`].map((token) => ({
        as: 'nobody' as const,
        send: `GET /calendars/${token}.ics`,
        expect: NO_FEED,
      })),
      { send: `DELETE /calendars/${OTHER_TOKEN}`, expect: NO_FEED },
      { send: 'DELETE /calendars/x', expect: NO_FEED },
      { send: 'GET /calendars/{token}', expect: { status: 405, body: { instance: '{base}/calendars' } } },
      { send: 'PUT /calendars/{token}.ics', expect: { status: 405, headers: { Allow: 'DELETE, GET, HEAD' }, body: { instance: '{base}/calendars' } } },
    ],
  },
];
