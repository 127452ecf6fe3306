import { adaBooks, adaHolds, ELEVEN, massage, type Scenario, TEN } from '../scenario.js';

export const bookings: readonly Scenario[] = [
  {
    name: 'the minimal request books',
    steps: [
      {
        send: 'POST /bookings',
        body: { userId: 'ada', serviceId: 'massage', serviceName: 'Massage', dateTime: TEN },
        expect: {
          status: 201,
          headers: {
            Location: /^\/?.*\/bookings\/[\w-]+$/,
            ETag: '"1"',
            'Content-Type': 'application/json',
            'Cache-Control': 'private, no-cache',
            'X-Content-Type-Options': 'nosniff',
            'Idempotency-Replayed': null,
          },
          body: {
            userId: 'ada',
            serviceId: 'massage',
            serviceName: 'Massage',
            dateTime: '2026-12-01T10:00:00.000Z',
            endsAt: '2026-12-01T11:00:00.000Z',
            durationMinutes: 60,
            units: 1,
            status: 'confirmed',
            version: 1,
          },
        },
        keep: { id: 'bookingId' },
      },
      {
        send: 'GET /bookings/{id}',
        expect: { status: 200, headers: { ETag: '"1"' }, body: { dateTime: '2026-12-01T10:00:00.000Z' } },
      },
    ],
  },
  {
    name: 'the address of a new booking has the mount point',
    steps: [{ ...adaBooks, expect: { status: 201, headers: { Location: /^{base}\/bookings\/[\w-]+$/ } } }],
  },
  {
    name: 'a taken slot is refused and says how much is left',
    steps: [
      adaBooks,
      {
        as: 'bob',
        send: 'POST /bookings',
        body: massage(TEN, 'bob'),
        expect: {
          status: 409,
          code: 'slot_unavailable',
          body: { unitsLeft: 0, serviceId: 'massage' },
          headers: { 'Content-Type': 'application/problem+json' },
        },
      },
      { as: 'bob', send: 'POST /bookings', body: massage(ELEVEN, 'bob'), expect: { status: 201 } },
    ],
  },
  {
    name: 'an offset is the same instant',
    steps: [
      {
        send: 'POST /bookings',
        body: massage('2026-12-01T11:00:00.1239+01:00'),
        expect: { status: 201, body: { dateTime: '2026-12-01T10:00:00.123Z' } },
      },
    ],
  },
  {
    name: 'a hold is confirmed',
    steps: [
      { ...adaHolds, expect: { status: 201, body: { status: 'held', holdExpiresAt: '2026-12-01T08:15:00.000Z' } } },
      {
        send: 'POST /bookings/{id}/confirm',
        body: { paymentReference: 'pay-1' },
        expect: { status: 200, headers: { ETag: '"2"' }, body: { status: 'confirmed', paymentReference: 'pay-1' } },
      },
      { send: 'POST /bookings/{id}/confirm', expect: { status: 200, headers: { ETag: '"2"' } } },
    ],
  },
  {
    name: 'a hold that lapsed is not confirmed, and its slot is free',
    steps: [
      adaHolds,
      {
        at: '2026-12-01T08:15:00Z',
        send: 'POST /bookings/{id}/confirm',
        expect: { status: 409, code: 'hold_expired', body: { holdExpiresAt: '2026-12-01T08:15:00.000Z' } },
      },
      { as: 'bob', send: 'POST /bookings', body: massage(TEN, 'bob'), expect: { status: 201 } },
    ],
  },
  {
    name: 'a booking is rescheduled and keeps its id',
    steps: [
      adaBooks,
      {
        send: 'PATCH /bookings/{id}',
        body: { dateTime: ELEVEN },
        expect: { status: 200, headers: { ETag: '"2"' }, body: { dateTime: '2026-12-01T11:00:00.000Z', version: 2 } },
      },
      { as: 'bob', send: 'POST /bookings', body: massage(TEN, 'bob'), expect: { status: 201 } },
      {
        as: 'bob',
        send: 'POST /bookings',
        body: massage(ELEVEN, 'bob'),
        expect: { status: 409, code: 'slot_unavailable' },
      },
    ],
  },
  {
    name: 'a patch merges, null clears, and one that changes nothing is no new version',
    steps: [
      { ...adaBooks, body: { ...massage(), notes: 'by the window', metadata: { order: '17', room: 'a' } } },
      {
        send: 'PATCH /bookings/{id}',
        headers: { 'Content-Type': 'application/merge-patch+json' },
        raw: '{"notes":null,"metadata":{"room":null,"bed":"2"}}',
        expect: { status: 200, body: { version: 2, metadata: { order: '17', bed: '2' } } },
      },
      {
        send: 'PATCH /bookings/{id}',
        body: { metadata: { bed: '2' } },
        expect: { status: 200, headers: { ETag: '"2"' } },
      },
      { send: 'PATCH /bookings/{id}', body: {}, expect: { status: 400, code: 'invalid_request' } },
    ],
  },
  {
    name: 'a cancelled booking gives its slot back, and cancelling again is the same',
    steps: [
      adaBooks,
      {
        send: 'POST /bookings/{id}/cancel',
        body: { reason: 'ill' },
        expect: {
          status: 200,
          headers: { ETag: '"2"' },
          body: { status: 'cancelled', cancelledBy: 'ada', cancelReason: 'ill' },
        },
      },
      { send: 'POST /bookings/{id}/cancel', expect: { status: 200, headers: { ETag: '"2"' } } },
      {
        send: 'PATCH /bookings/{id}',
        body: { notes: 'x' },
        expect: { status: 409, code: 'illegal_transition', body: { from: 'cancelled', command: 'update' } },
      },
      { as: 'bob', send: 'POST /bookings', body: massage(TEN, 'bob'), expect: { status: 201 } },
    ],
  },
  {
    name: 'staff record what became of a booking, and may correct it',
    steps: [
      adaBooks,
      {
        as: 'sam',
        send: 'POST /bookings/{id}/complete',
        expect: { status: 422, code: 'not_started', body: { dateTime: '2026-12-01T10:00:00.000Z' } },
      },
      {
        at: TEN,
        as: 'sam',
        send: 'POST /bookings/{id}/complete',
        body: {},
        expect: { status: 200, body: { status: 'completed' } },
      },
      { as: 'sam', send: 'POST /bookings/{id}/no-show', expect: { status: 200, body: { status: 'no_show' } } },
      { as: 'sam', send: 'POST /bookings/{id}/cancel', expect: { status: 409, code: 'illegal_transition' } },
    ],
  },
  {
    name: 'the history tells every version',
    steps: [
      adaHolds,
      { send: 'POST /bookings/{id}/confirm', expect: { status: 200 } },
      { as: 'sam', send: 'POST /bookings/{id}/cancel', expect: { status: 200, body: { cancelledBy: 'sam' } } },
      {
        send: 'GET /bookings/{id}/history?limit=2',
        expect: {
          status: 200,
          headers: { Link: /^<{base}\/bookings\/[\w-]+\/history\?limit=2&cursor=[^>]+>; rel="next"$/ },
          body: {
            items: [
              { type: 'BookingHeld', bookingVersion: 1 },
              { type: 'BookingConfirmed', bookingVersion: 2 },
            ],
          },
        },
        keep: { next: 'nextCursor' },
      },
      {
        send: 'GET /bookings/{id}/history?limit=2&cursor={next}',
        expect: {
          status: 200,
          headers: { Link: null },
          body: {
            items: [{ type: 'BookingCancelled', actor: { subject: 'staff' }, booking: { cancelledBy: 'staff' } }],
          },
        },
      },
    ],
  },
];
