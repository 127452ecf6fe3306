import { adaBooks, ELEVEN, massage, type Scenario, TEN } from '../scenario.js';

const bobBooks = {
  as: 'bob',
  send: 'POST /bookings',
  body: massage(ELEVEN, 'bob'),
  expect: { status: 201 },
  keep: { bobs: 'bookingId' },
} as const;

export const listsAndAccess: readonly Scenario[] = [
  {
    name: 'a list by start goes page by page to its end',
    steps: [
      adaBooks,
      { send: 'POST /bookings', body: massage(ELEVEN), expect: { status: 201 } },
      { send: 'POST /bookings', body: massage('2026-12-01T12:00:00Z'), expect: { status: 201 } },
      {
        send: 'GET /bookings?userId=ada&order=desc&limit=2',
        expect: {
          status: 200,
          headers: { Link: /^<{base}\/bookings\?userId=ada&order=desc&limit=2&cursor=[^>]+>; rel="next"$/ },
          body: { items: [{ dateTime: '2026-12-01T12:00:00.000Z' }, { dateTime: '2026-12-01T11:00:00.000Z' }] },
        },
        keep: { next: 'nextCursor' },
      },
      {
        send: 'GET /bookings?userId=ada&order=desc&limit=2&cursor={next}',
        expect: { status: 200, headers: { Link: null }, body: { items: [{ dateTime: '2026-12-01T10:00:00.000Z' }] } },
      },
      { send: 'GET /bookings?userId=ada&order=asc&limit=2&cursor={next}', expect: { status: 400, wrong: ['cursor'] } },
      {
        send: 'GET /bookings?userId=ada&order=desc&limit=2&cursor=x{next}',
        expect: { status: 400, wrong: ['cursor'] },
      },
      { as: 'bob', send: 'GET /bookings?order=desc&limit=2&cursor={next}', expect: { status: 400, wrong: ['cursor'] } },
    ],
  },
  {
    name: 'a list is narrowed by service, time and status',
    steps: [
      adaBooks,
      bobBooks,
      {
        as: 'sam',
        send: 'GET /bookings?serviceId=massage&from=2026-12-01T10:30:00Z&to=2026-12-01T12:00:00Z',
        expect: { status: 200, body: { items: [{ userId: 'bob' }] } },
      },
      {
        as: 'sam',
        send: 'GET /bookings?endsAfter=2026-12-01T11:00:00Z&to=2026-12-01T12:00:00Z',
        expect: { status: 200, body: { items: [{ userId: 'bob' }] } },
      },
      { as: 'sam', send: 'GET /bookings?serviceId=massage&status=held', expect: { status: 200, body: { items: [] } } },
      { as: 'sam', send: 'GET /bookings', expect: { status: 400, code: 'invalid_request' } },
    ],
  },
  {
    name: 'a list that did not change is not sent again',
    steps: [
      { ...adaBooks },
      { send: 'GET /bookings', headers: { 'If-None-Match': '*' }, expect: { status: 304 } },
      {
        send: 'GET /bookings',
        headers: { 'If-None-Match': 'W/"other"' },
        expect: { status: 200, headers: { ETag: /^W\/"[\w-]{43}"$/ } },
      },
    ],
  },
  {
    name: 'users see their own bookings and no one else’s',
    steps: [
      adaBooks,
      bobBooks,
      { send: 'GET /bookings', expect: { status: 200, body: { items: [{ userId: 'ada' }] } } },
      { send: 'GET /bookings?serviceId=massage', expect: { status: 200, body: { items: [{ userId: 'ada' }] } } },
      { send: 'GET /bookings?userId=bob', expect: { status: 403, code: 'forbidden' } },
      { send: 'GET /bookings/{bobs}', expect: { status: 404, code: 'not_found' } },
      { send: 'GET /bookings/{bobs}/history', expect: { status: 404, code: 'not_found' } },
      { send: 'PATCH /bookings/{bobs}', body: { notes: 'x' }, expect: { status: 404, code: 'not_found' } },
      {
        send: 'POST /bookings/{bobs}/cancel',
        headers: { 'Idempotency-Key': 'k', 'If-Match': '"9"' },
        expect: { status: 404, code: 'not_found' },
      },
      { send: 'POST /bookings/{bobs}/complete', expect: { status: 404, code: 'not_found' } },
      { as: 'sam', send: 'GET /bookings/{bobs}', expect: { status: 200 } },
    ],
  },
  {
    name: 'what one may see but not do is forbidden',
    steps: [
      adaBooks,
      { at: TEN, send: 'POST /bookings/{id}/complete', expect: { status: 403, code: 'forbidden' } },
      { send: 'POST /bookings/{id}/no-show', expect: { status: 403, code: 'forbidden' } },
      { send: 'POST /bookings', body: massage(ELEVEN, 'bob'), expect: { status: 403, code: 'forbidden' } },
      {
        as: 'sam',
        send: 'POST /bookings',
        body: massage(ELEVEN, 'bob'),
        expect: { status: 201, body: { userId: 'bob' } },
      },
    ],
  },
  {
    name: 'who does not say who they are gets nowhere, and learns nothing of what is wrong besides',
    steps: [
      adaBooks,
      ...[
        'GET /bookings',
        'GET /bookings/{id}',
        'GET /bookings/no-such',
        'GET /bookings?nonsense=1',
        'PUT /services/x',
        'POST /bookings',
      ].map((send) => ({
        as: 'nobody' as const,
        send,
        expect: { status: 401, code: 'unauthenticated', headers: { 'WWW-Authenticate': 'Bearer' } },
      })),
      { as: 'nobody', send: 'POST /bookings', raw: '{', expect: { status: 401 } },
      { as: 'nobody', send: 'POST /bookings', raw: 'x'.repeat(1_000_000), expect: { status: 401 } },
      { as: 'nobody', send: 'GET /no-such-route', expect: { status: 404, code: 'route_not_found' } },
      { as: 'nobody', send: 'GET /livez', expect: { status: 200, body: { status: 'ok' } } },
      { as: 'nobody', send: 'GET /readyz', expect: { status: 200 } },
      { as: 'nobody', send: 'GET /openapi.json', expect: { status: 200, body: { openapi: '3.1.1' } } },
    ],
  },
];
