import { adaBooks, massage, type Scenario, TEN } from '../scenario.js';

const strict = {
  serviceId: 'massage',
  name: 'Massage',
  minNoticeMinutes: 180,
  maxHorizonDays: 30,
  minDurationMinutes: 30,
  maxDurationMinutes: 90,
  cancellationNoticeMinutes: 60,
  capacity: 2,
};
const day = (dateTime: string, more: object = {}) => ({ ...massage(dateTime), ...more });

/** Each refusal of a service's rules, with the facts that let a program act on it. */
export const policies: readonly Scenario[] = [
  {
    name: 'the rules of a service',
    services: [strict],
    steps: [
      {
        send: 'POST /bookings',
        body: day(TEN),
        expect: { status: 422, code: 'notice_too_short', body: { minNoticeMinutes: 180 } },
      },
      {
        send: 'POST /bookings',
        body: day('2027-02-01T10:00:00Z'),
        expect: { status: 422, code: 'beyond_horizon', body: { maxHorizonDays: 30 } },
      },
      {
        send: 'POST /bookings',
        body: day('2026-12-02T10:00:00Z', { durationMinutes: 100 }),
        expect: { status: 422, code: 'duration_not_allowed', body: { minDurationMinutes: 30, maxDurationMinutes: 90 } },
      },
      {
        send: 'POST /bookings',
        body: day('2026-12-02T10:00:00Z', { durationMinutes: 50_000 }),
        expect: { status: 422, code: 'slot_too_long', body: { maxMinutes: 44_640 } },
      },
      {
        send: 'POST /bookings',
        body: day('2026-12-02T10:00:00Z', { units: 3 }),
        expect: { status: 422, code: 'capacity_exceeded', body: { capacity: 2 } },
      },
      { send: 'POST /bookings', body: day('2026-12-01T07:59:59Z'), expect: { status: 400, code: 'in_the_past' } },
      {
        send: 'POST /bookings',
        body: day('2026-12-02T10:00:00Z', { durationMinutes: 45, units: 2 }),
        expect: { status: 201, body: { durationMinutes: 45, serviceName: 'Massage' } },
      },
    ],
  },
  {
    name: 'too late to cancel or to move',
    services: [{ ...strict, minNoticeMinutes: 0 }],
    steps: [
      adaBooks,
      {
        at: '2026-12-01T09:30:00Z',
        send: 'POST /bookings/{id}/cancel',
        expect: { status: 422, code: 'cancellation_window_passed', body: { latest: '2026-12-01T09:00:00.000Z' } },
      },
      {
        send: 'PATCH /bookings/{id}',
        body: { dateTime: '2026-12-02T10:00:00Z' },
        expect: { status: 422, code: 'cancellation_window_passed' },
      },
      { as: 'sam', send: 'POST /bookings/{id}/cancel', expect: { status: 200 } },
    ],
  },
  {
    name: 'what is free',
    services: [{ serviceId: 'massage', capacity: 2 }],
    steps: [
      adaBooks,
      {
        as: 'bob',
        send: 'GET /services/massage/availability?from=2026-12-01T09:00:00Z&to=2026-12-01T12:00:00Z',
        expect: {
          status: 200,
          headers: { ETag: /^W\// },
          body: {
            serviceId: 'massage',
            intervals: [
              { start: '2026-12-01T09:00:00.000Z', end: '2026-12-01T10:00:00.000Z', unitsLeft: 2 },
              { start: '2026-12-01T10:00:00.000Z', end: '2026-12-01T11:00:00.000Z', unitsLeft: 1 },
              { start: '2026-12-01T11:00:00.000Z', end: '2026-12-01T12:00:00.000Z', unitsLeft: 2 },
            ],
          },
        },
      },
      {
        send: 'GET /services/massage/availability?from=2026-12-01T10:00:00Z&to=2026-12-01T11:00:00Z&units=2',
        expect: { status: 200, body: { intervals: [] } },
      },
      { send: 'GET /services/massage/availability?from=2026-12-01T10:00:00Z', expect: { status: 400, wrong: ['to'] } },
      {
        send: 'GET /services/massage/availability?from=2026-12-01T10:00:00Z&to=2027-02-01T10:00:00Z',
        expect: { status: 400, wrong: ['to'] },
      },
    ],
  },
  {
    name: 'services are put by staff, whole and versioned',
    steps: [
      { send: 'PUT /services/tour', body: { name: 'Tour' }, expect: { status: 403, code: 'forbidden' } },
      { send: 'GET /services/tour', expect: { status: 404, code: 'not_found' } },
      {
        as: 'sam',
        send: 'PUT /services/tour',
        headers: { 'If-Match': '*' },
        body: {},
        expect: { status: 412, code: 'version_mismatch', body: { current: 0 } },
      },
      {
        as: 'sam',
        send: 'PUT /services/tour',
        body: { name: 'Tour', capacity: 500 },
        expect: {
          status: 200,
          headers: { ETag: '"1"' },
          body: { serviceId: 'tour', capacity: 500, durationMinutes: 60, version: 1 },
        },
      },
      {
        as: 'sam',
        send: 'PUT /services/tour',
        headers: { 'If-Match': '"1"' },
        body: { name: 'Tour' },
        expect: { status: 200, headers: { ETag: '"2"' }, body: { capacity: 1 } },
      },
      {
        as: 'sam',
        send: 'PUT /services/tour',
        headers: { 'If-Match': '"1"' },
        body: { name: 'Tour' },
        expect: { status: 412, code: 'version_mismatch', body: { current: 2 } },
      },
      { send: 'GET /services/tour', expect: { status: 200, headers: { ETag: '"2"' } } },
      {
        send: 'GET /services/tour',
        headers: { 'If-None-Match': '"2"' },
        expect: { status: 304, headers: { ETag: '"2"' } },
      },
      { send: 'GET /services', expect: { status: 200, body: { items: [{ serviceId: 'tour' }] } } },
      { as: 'sam', send: 'PUT /services/tour', body: { capacity: -1 }, expect: { status: 400, wrong: ['capacity'] } },
      {
        as: 'sam',
        send: 'PUT /services/tour',
        body: { serviceId: 'tour' },
        expect: { status: 400, wrong: ['serviceId'] },
      },
    ],
  },
];
