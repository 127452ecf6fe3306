import { adaBooks, massage, type Scenario, type Step, TEN } from '../scenario.js';

const rejects = (body: unknown, ...wrong: string[]): Step => ({
  send: 'POST /bookings',
  body,
  expect: { status: 400, code: 'invalid_request', wrong },
});
const raw = (text: string | Uint8Array, status: number, code: string, type = 'application/json'): Step => ({
  send: 'POST /bookings',
  raw: text,
  headers: type === '' ? {} : { 'Content-Type': type },
  expect: { status, code },
});
const withKey = (key: string | readonly string[], code: string): Step => ({
  send: 'POST /bookings',
  headers: { 'Idempotency-Key': key },
  body: massage(),
  expect: { status: 400, code },
});
const get = (send: string, ...wrong: string[]): Step => ({
  send,
  expect: { status: 400, code: 'invalid_request', wrong },
});
const patchIf = (tag: string): Step => ({
  send: 'PATCH /bookings/{id}',
  headers: { 'If-Match': tag },
  body: { notes: 'x' },
  expect: { status: 400, code: 'invalid_request', wrong: ['If-Match'] },
});
const badIds = ['a#b', 'a/b', 'a\0b', 'a b', '💆', 'x'.repeat(300), ''];
const valid = JSON.stringify(massage());

/** Every kind of bad input, each with its documented error. That nothing changed is checked for every refusal. */
export const badInput: readonly Scenario[] = [
  {
    name: 'malformed JSON',
    steps: ['{', 'not json', '{"userId":"ada",}', '{"a":1}{"b":2}', "{'userId':'ada'}"].map((text) =>
      raw(text, 400, 'invalid_request'),
    ),
  },
  {
    name: 'bytes that are no UTF-8',
    steps: [raw(Uint8Array.of(0x7b, 0x22, 0xff, 0xfe, 0x22, 0x7d), 400, 'invalid_request')],
  },
  {
    name: 'JSON that is no object',
    steps: ['null', '[]', '"text"', '7', 'true'].map((text) => raw(text, 400, 'invalid_request')),
  },
  { name: 'no body at all', steps: [raw('', 400, 'invalid_request')] },
  {
    name: 'wrong types',
    steps: [
      rejects({ userId: 7, serviceId: ['massage'], dateTime: 1_764_583_200_000 }, 'userId', 'serviceId', 'dateTime'),
      rejects({ ...massage(), hold: 'yes', notes: {}, metadata: [] }, 'hold', 'notes', 'metadata'),
      rejects({ ...massage(), metadata: { order: 17 } }, 'metadata.order'),
      rejects({ ...massage(), units: '1', durationMinutes: null }, 'durationMinutes', 'units'),
    ],
  },
  {
    name: 'unknown fields, each by its name',
    steps: [
      rejects({ ...massage(), colour: 'red', UserId: 'bob' }, 'colour', 'UserId'),
      rejects({ ...massage(), status: 'completed', version: 9, bookingId: 'mine' }, 'status', 'version', 'bookingId'),
    ],
  },
  {
    name: 'missing fields',
    steps: [rejects({}, 'userId', 'serviceId', 'dateTime'), rejects({ userId: 'ada', dateTime: TEN }, 'serviceId')],
  },
  {
    name: '__proto__ and its kin',
    steps: [
      raw(valid.replace('{', '{"__proto__":{"hold":true},'), 400, 'invalid_request'),
      raw(valid.replace('{', '{"metadata":{"__proto__":"x"},'), 400, 'invalid_request'),
      raw(valid.replace('{', '{"constructor":{"prototype":{}},'), 400, 'invalid_request'),
      raw(
        '{"__proto__":{"userId":"ada","serviceId":"massage","dateTime":"2026-12-01T10:00:00Z"}}',
        400,
        'invalid_request',
      ),
      get('GET /bookings?__proto__=x', '__proto__'),
    ],
  },
  {
    name: 'a body of 1 MB, and one a byte over the limit',
    steps: [
      raw(JSON.stringify({ ...massage(), notes: 'x'.repeat(1_000_000) }), 413, 'body_too_large'),
      raw(valid + ' '.repeat(16 * 1024 + 1 - valid.length), 413, 'body_too_large'),
      {
        send: 'POST /bookings',
        raw: valid + ' '.repeat(16 * 1024 - valid.length),
        headers: { 'Content-Type': 'application/json' },
        expect: { status: 201 },
      },
    ],
  },
  {
    name: 'a wrong content type',
    steps: [
      ...[
        'text/plain',
        'application/x-www-form-urlencoded',
        'multipart/form-data; boundary=x',
        'application/xml',
        '',
        'application/jsonp',
      ].map((type) => raw(valid, 415, 'unsupported_media_type', type)),
      raw(valid, 415, 'unsupported_media_type', 'application/json; charset=latin1'),
      raw(valid, 415, 'unsupported_media_type', 'application/merge-patch+json'),
      {
        send: 'POST /bookings',
        raw: valid,
        headers: { 'Content-Type': ['application/json', 'application/json'] },
        expect: { status: 415, code: 'unsupported_media_type' },
      },
      {
        send: 'POST /bookings',
        raw: valid,
        headers: { 'Content-Type': 'application/json', 'Content-Encoding': 'gzip' },
        expect: { status: 415, code: 'unsupported_media_type' },
      },
      {
        send: 'POST /bookings',
        raw: valid,
        headers: { 'Content-Type': 'Application/JSON;Charset=UTF-8' },
        expect: { status: 201 },
      },
    ],
  },
  {
    name: 'a local time, and times that do not exist',
    steps: [
      '2026-12-01T10:00:00',
      '2026-12-01T10:00Z',
      '2026-12-01',
      '2026-02-30T10:00:00Z',
      '2026-12-01T24:00:00Z',
      '2026-12-01T10:60:00Z',
      '2026-12-01T10:00:60Z',
      '2026-13-01T10:00:00Z',
      '2027-02-29T10:00:00Z',
      '2026-12-01 10:00:00Z',
      '+012026-12-01T10:00:00Z',
      'tomorrow',
      '',
    ].map((dateTime) => rejects({ ...massage(), dateTime }, 'dateTime')),
  },
  {
    name: 'the past and the year 9999',
    steps: [
      { send: 'POST /bookings', body: massage('2026-12-01T07:00:00Z'), expect: { status: 400, code: 'in_the_past' } },
      { send: 'POST /bookings', body: massage('2026-12-01T08:00:00Z'), expect: { status: 400, code: 'in_the_past' } },
      { send: 'POST /bookings', body: massage('0001-01-01T00:00:00Z'), expect: { status: 400, code: 'in_the_past' } },
      {
        send: 'POST /bookings',
        body: massage('9998-12-31T23:59:59Z'),
        expect: { status: 422, code: 'beyond_horizon' },
      },
      rejects(massage('9999-12-31T23:59:59Z'), 'dateTime'),
    ],
  },
  {
    name: 'negative, zero, fractional and huge units and durations',
    steps: [
      ...[-1, 0, 1.5, 1e300, 1e15 + 0.5].flatMap((value) => [
        rejects({ ...massage(), units: value }, 'units'),
        rejects({ ...massage(), durationMinutes: value }, 'durationMinutes'),
      ]),
      {
        send: 'POST /bookings',
        body: { ...massage(), units: 9_007_199_254_740_991 },
        expect: { status: 422, code: 'capacity_exceeded' },
      },
      {
        send: 'POST /bookings',
        body: { ...massage(), durationMinutes: 9_007_199_254_740_991 },
        expect: { status: 422, code: 'slot_too_long' },
      },
      raw(valid.replace('{', '{"units":1e999,'), 400, 'invalid_request'),
    ],
  },
  {
    name: 'ids with characters or a length that ids do not have',
    steps: [
      ...badIds.map((serviceId) => rejects({ ...massage(), serviceId }, 'serviceId')),
      ...['a b', 'a\0b', '💆', 'x'.repeat(300), ''].map((userId) => rejects({ ...massage(), userId }, 'userId')),
      ...badIds
        .filter((id) => id !== '')
        .flatMap((id) => {
          const part = encodeURIComponent(id);
          return [
            get(`GET /bookings/${part}`, 'bookingId'),
            get(`GET /bookings/${part}/history`, 'bookingId'),
            get(`GET /services/${part}`, 'serviceId'),
            { ...get(`POST /bookings/${part}/cancel`, 'bookingId') },
            { ...get(`PUT /services/${part}`, 'serviceId'), as: 'sam' as const, body: {} },
            get(`GET /bookings?serviceId=${part}`, 'serviceId'),
          ];
        }),
      get('GET /bookings/%ZZ', 'bookingId'),
      get('GET /bookings/%ff', 'bookingId'),
    ],
  },
  {
    name: 'texts that are too long, or no Unicode',
    steps: [
      rejects({ ...massage(), notes: 'x'.repeat(501) }, 'notes'),
      rejects({ ...massage(), serviceName: 'x'.repeat(201) }, 'serviceName'),
      rejects({ ...massage(), metadata: { ['k'.repeat(41)]: 'v' } }, `metadata.${'k'.repeat(40)}`),
      rejects({ ...massage(), metadata: { k: 'v'.repeat(501) } }, 'metadata.k'),
      rejects(
        { ...massage(), metadata: Object.fromEntries(Array.from({ length: 21 }, (_, n) => [`k${n}`, 'v'])) },
        'metadata',
      ),
      raw(valid.replace('{', '{"notes":"\\ud800",'), 400, 'invalid_request'),
    ],
  },
  {
    name: 'two idempotency keys, an empty one, and one of 256 characters',
    steps: [
      withKey(['k-1', 'k-2'], 'idempotency_key_invalid'),
      withKey(['"k-1"', '"k-2"'], 'idempotency_key_invalid'),
      withKey('', 'idempotency_key_invalid'),
      withKey('""', 'idempotency_key_invalid'),
      withKey('k'.repeat(256), 'idempotency_key_invalid'),
      withKey('a"b', 'idempotency_key_invalid'),
      withKey('a\\b', 'idempotency_key_invalid'),
      {
        send: 'POST /bookings',
        headers: { 'Idempotency-Key': `"${'k'.repeat(255)}"` },
        body: massage(),
        expect: { status: 201 },
      },
    ],
  },
  {
    name: 'malformed If-Match',
    steps: [
      adaBooks,
      ...['1', 'W/"1"', '"1", "2"', '""', '"one"', '"01"', '"-1"', '"1.0"', '"1e3"', '', '"99999999999999999999"'].map(
        patchIf,
      ),
    ],
  },
  {
    name: 'query parameters that are unknown, repeated or wrong',
    steps: [
      get('GET /bookings?userid=ada', 'userid'),
      get('GET /bookings?userId=ada&userId=bob', 'userId'),
      get('GET /bookings?limit=0', 'limit'),
      get('GET /bookings?limit=101', 'limit'),
      get('GET /bookings?limit=ten', 'limit'),
      get('GET /bookings?limit=-5', 'limit'),
      get('GET /bookings?limit=1e1', 'limit'),
      get('GET /bookings?order=up', 'order'),
      get('GET /bookings?status=gone', 'status'),
      get('GET /bookings?from=yesterday', 'from'),
      get('GET /bookings?endsAfter=2026-12-01', 'endsAfter'),
      get('GET /bookings?from=2026-12-01T10:00:00Z&to=2026-12-01T10:00:00Z', 'to'),
      get('GET /bookings?userId=', 'userId'),
      get('GET /bookings?cursor=', 'cursor'),
      get('GET /bookings?cursor=AAAA', 'cursor'),
      get('GET /bookings/no-such?expand=all', 'expand'),
    ],
  },
  {
    name: 'fields of other commands',
    steps: [
      adaBooks,
      { send: 'PATCH /bookings/{id}', body: { status: 'completed' }, expect: { status: 400, wrong: ['status'] } },
      { send: 'PATCH /bookings/{id}', body: { userId: 'bob' }, expect: { status: 400, wrong: ['userId'] } },
      { send: 'PATCH /bookings/{id}', body: { dateTime: null }, expect: { status: 400, wrong: ['dateTime'] } },
      {
        send: 'POST /bookings/{id}/cancel',
        body: { bookingId: 'other' },
        expect: { status: 400, wrong: ['bookingId'] },
      },
      { as: 'sam', send: 'POST /bookings/{id}/complete', body: { at: TEN }, expect: { status: 400, wrong: ['at'] } },
    ],
  },
  {
    name: 'a thousand wrong fields get a short answer',
    steps: [
      {
        send: 'POST /bookings',
        body: Object.fromEntries(Array.from({ length: 1_000 }, (_, n) => [`f${n}`, 1])),
        expect: { status: 400, code: 'invalid_request', headers: { 'Content-Length': /^\d{1,4}$/ } },
      },
    ],
  },
];
