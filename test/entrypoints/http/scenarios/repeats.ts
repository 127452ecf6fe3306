import { adaBooks, adaHolds, ELEVEN, massage, type Scenario } from '../scenario.js';

const key = (value: string) => ({ 'Idempotency-Key': value });
const replayed = { headers: { 'Idempotency-Replayed': 'true' } };

/** Idempotency keys and conditions on versions. */
export const repeats: readonly Scenario[] = [
  {
    name: 'the same request with the same key is answered the same, quoted or bare',
    steps: [
      { ...adaBooks, headers: key('k-1'), name: 'first' },
      {
        send: 'POST /bookings',
        headers: key('"k-1"'),
        body: massage(),
        expect: { status: 201, sameAs: 'first', ...replayed },
      },
      {
        send: 'POST /bookings/{id}/cancel',
        headers: key('k-1'),
        expect: { status: 200, headers: { 'Idempotency-Replayed': null } },
        name: 'cancelled',
      },
      {
        send: 'POST /bookings/{id}/cancel',
        headers: key('k-1'),
        expect: { status: 200, sameAs: 'cancelled', ...replayed },
      },
      {
        send: 'POST /bookings',
        headers: key('k-1'),
        body: massage(),
        expect: { status: 201, sameAs: 'first', ...replayed },
      },
    ],
  },
  {
    name: 'a refusal is remembered to the byte, even when the slot is free by then',
    steps: [
      adaBooks,
      {
        as: 'bob',
        send: 'POST /bookings',
        headers: key('k'),
        body: massage(undefined, 'bob'),
        expect: { status: 409 },
        name: 'refused',
      },
      { send: 'POST /bookings/{id}/cancel', expect: { status: 200 } },
      {
        as: 'bob',
        send: 'POST /bookings',
        headers: key('k'),
        body: massage(undefined, 'bob'),
        expect: { status: 409, sameAs: 'refused', ...replayed },
      },
      { as: 'bob', send: 'POST /bookings', body: massage(undefined, 'bob'), expect: { status: 201 } },
    ],
  },
  {
    name: 'a key belongs to one request: another body is refused',
    steps: [
      { ...adaBooks, headers: key('k') },
      {
        send: 'POST /bookings',
        headers: key('k'),
        body: massage(ELEVEN),
        expect: { status: 422, code: 'idempotency_key_reused' },
      },
    ],
  },
  {
    name: 'a key belongs to one caller and one operation',
    steps: [
      { ...adaBooks, headers: key('k') },
      {
        as: 'bob',
        send: 'POST /bookings',
        headers: key('k'),
        body: massage(ELEVEN, 'bob'),
        expect: { status: 201, headers: { 'Idempotency-Replayed': null } },
      },
      {
        send: 'PATCH /bookings/{id}',
        headers: key('k'),
        body: { notes: 'x' },
        expect: { status: 200, headers: { 'Idempotency-Replayed': null } },
      },
    ],
  },
  {
    name: 'where a key is required, nothing is booked without one; reading and cancelling need none',
    requireIdempotencyKey: true,
    steps: [
      { send: 'POST /bookings', body: massage(), expect: { status: 400, code: 'idempotency_key_required' } },
      { ...adaBooks, headers: key('k') },
      { send: 'GET /bookings/{id}', expect: { status: 200 } },
      { send: 'POST /bookings/{id}/cancel', expect: { status: 200 } },
    ],
  },
  {
    name: 'If-Match lets through the version it names, and no other',
    steps: [
      adaBooks,
      {
        send: 'PATCH /bookings/{id}',
        headers: { 'If-Match': '"1"' },
        body: { notes: 'a' },
        expect: { status: 200, headers: { ETag: '"2"' } },
      },
      {
        send: 'PATCH /bookings/{id}',
        headers: { 'If-Match': '"1"' },
        body: { notes: 'b' },
        expect: { status: 412, code: 'version_mismatch', body: { current: 2 } },
      },
      {
        send: 'POST /bookings/{id}/cancel',
        headers: { 'If-Match': '"1"' },
        expect: { status: 412, code: 'version_mismatch' },
      },
      { send: 'POST /bookings/{id}/cancel', headers: { 'If-Match': '*' }, expect: { status: 200 } },
      {
        send: 'POST /bookings/no-such/cancel',
        headers: { 'If-Match': '*' },
        expect: { status: 404, code: 'not_found' },
      },
    ],
  },
  {
    name: 'the remembered answer wins over If-Match',
    steps: [
      adaHolds,
      {
        send: 'POST /bookings/{id}/confirm',
        headers: { ...key('k'), 'If-Match': '"1"' },
        expect: { status: 200 },
        name: 'confirmed',
      },
      {
        send: 'POST /bookings/{id}/confirm',
        headers: { ...key('k'), 'If-Match': '"1"' },
        expect: { status: 200, sameAs: 'confirmed', ...replayed },
      },
    ],
  },
  {
    name: 'If-None-Match spares what the caller has',
    steps: [
      adaBooks,
      {
        send: 'GET /bookings/{id}',
        headers: { 'If-None-Match': '"1"' },
        expect: { status: 304, headers: { ETag: '"1"', 'Content-Type': null } },
      },
      { send: 'GET /bookings/{id}', headers: { 'If-None-Match': '"7", W/"1"' }, expect: { status: 304 } },
      { send: 'GET /bookings/{id}', headers: { 'If-None-Match': '"2"' }, expect: { status: 200 } },
      { send: 'GET /bookings/no-such', headers: { 'If-None-Match': '*' }, expect: { status: 404 } },
      { send: 'POST /bookings/{id}/cancel', headers: { 'If-None-Match': '*' }, expect: { status: 200 } },
    ],
  },
];
