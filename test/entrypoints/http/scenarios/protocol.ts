import { adaBooks, massage, type Scenario } from '../scenario.js';

/** Addresses, methods and what HTTP itself asks for. */
export const protocol: readonly Scenario[] = [
  {
    name: 'an unknown address',
    steps: [
      'GET /',
      'GET /nothing',
      'GET /bookings/',
      'POST /bookings/x/unknown',
      'GET /Bookings',
      'GET /bookings//history',
    ].map((send) => ({
      send,
      expect: { status: 404, code: 'route_not_found' },
    })),
  },
  {
    name: 'a method that an address does not have',
    steps: [
      {
        send: 'DELETE /bookings/x',
        expect: { status: 405, code: 'method_not_allowed', headers: { Allow: 'GET, HEAD, PATCH' } },
      },
      { send: 'PUT /bookings', expect: { status: 405, headers: { Allow: 'GET, HEAD, POST' } } },
      { send: 'GET /bookings/x/cancel', expect: { status: 405, headers: { Allow: 'POST' } } },
      { as: 'nobody', send: 'POST /livez', expect: { status: 405, headers: { Allow: 'GET, HEAD' } } },
    ],
  },
  {
    name: 'HEAD says what GET says, without the body',
    steps: [
      adaBooks,
      {
        send: 'HEAD /bookings/{id}',
        expect: {
          status: 200,
          headers: { ETag: '"1"', 'Content-Type': 'application/json', 'Content-Length': /^[1-9]\d+$/ },
        },
      },
      {
        send: 'HEAD /bookings/no-such',
        expect: { status: 404, headers: { 'Content-Type': 'application/problem+json' } },
      },
      { send: 'HEAD /bookings/{id}', headers: { 'If-None-Match': '"1"' }, expect: { status: 304 } },
    ],
  },
  {
    name: 'a problem says where it happened and nothing of the query',
    steps: [
      {
        send: 'GET /bookings/no-such?',
        expect: {
          status: 404,
          body: { type: 'urn:holdfast:error:not_found', title: 'Not found', instance: '{base}/bookings/no-such' },
        },
      },
      { send: 'GET /bookings?secret=1', expect: { status: 400, body: { instance: '{base}/bookings' } } },
    ],
  },
  {
    name: 'what is sent in is sent back as data',
    steps: [
      {
        send: 'POST /bookings',
        body: { ...massage(), notes: '</script><script>alert(1)</script>\r\nSet-Cookie: a=b' },
        expect: {
          status: 201,
          headers: { 'Set-Cookie': null, 'Content-Type': 'application/json' },
          body: { notes: '</script><script>alert(1)</script>\r\nSet-Cookie: a=b' },
        },
      },
      { send: 'GET /bookings/%0d%0aSet-Cookie:%20a=b', expect: { status: 400, headers: { 'Set-Cookie': null } } },
    ],
  },
  {
    name: 'JSON that names a field twice means the last',
    steps: [
      {
        send: 'POST /bookings',
        headers: { 'Content-Type': 'application/json' },
        raw: '{"userId":"bob","userId":"ada","serviceId":"massage","dateTime":"2026-12-01T10:00:00Z"}',
        expect: { status: 201, body: { userId: 'ada' } },
      },
    ],
  },
];
