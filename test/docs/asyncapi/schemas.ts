import type { BookingEvent } from '../../../src/domain/booking/booking.js';
import { MAX_TOPICS } from '../../../src/domain/live/topic.js';
import { type JsonSchema, namedSchemas, toJsonSchema } from '../../../src/entrypoints/http/openapi/json-schema.js';
import * as bookings from '../../../src/entrypoints/http/schemas/bookings.js';
import * as field from '../../../src/entrypoints/http/schemas/fields.js';
import type { ClientFrame, ServerFrame } from '../../../src/entrypoints/live/frames.js';
import { LIVE_ERRORS } from '../../../src/entrypoints/live/live-errors.js';

type Fact = (typeof LIVE_ERRORS)[keyof typeof LIVE_ERRORS][number];

export const ref = (place: string): JsonSchema => ({ $ref: `#/components/${place}` });

const count = { type: 'integer', minimum: 0 };
const TOPIC = { type: 'string', pattern: '^(all|service:[\\w.~-]{1,128}|user:[!-~]{1,255})$' };

const FACTS: { readonly [F in Fact]: JsonSchema } = {
  maxBytes: count,
  actions: { type: 'array', items: { type: 'string' } },
  field: { type: 'string', description: 'Its first 100 characters.' },
  index: count,
  most: count,
  topic: ref('schemas/Topic'),
  incidentId: { type: 'string' },
};

const frame = (action: string, fields: Readonly<Record<string, JsonSchema>> = {}): JsonSchema => ({
  type: 'object',
  properties: { action: { const: action }, ...fields },
  required: ['action', ...Object.keys(fields)],
  additionalProperties: false,
});

const topics = (description: string): JsonSchema => ({ type: 'array', items: ref('schemas/Topic'), minItems: 1, description });
const asked = { topics: topics(`One or more. A connection follows ${MAX_TOPICS} at most, each once.`) };
const done = { topics: topics('Those of the frame, each once.') };

export const CLIENT_FRAMES: { readonly [A in ClientFrame['action']]: JsonSchema } = {
  subscribe: frame('subscribe', asked),
  unsubscribe: frame('unsubscribe', asked),
  ping: frame('ping'),
};

const errors = Object.entries(LIVE_ERRORS).map(([code, facts]) =>
  frame('error', { code: { const: code }, ...Object.fromEntries(facts.map((fact) => [fact, FACTS[fact]])) }),
);

const EVENT_TYPES: { readonly [T in BookingEvent['type']]: true } = {
  BookingHeld: true,
  BookingConfirmed: true,
  BookingRescheduled: true,
  BookingUpdated: true,
  BookingCancelled: true,
  BookingCompleted: true,
  BookingNoShow: true,
  BookingExpired: true,
};

const event: JsonSchema = {
  type: 'object',
  properties: {
    eventId: { type: 'string', description: '`<bookingId>:<version>`' },
    type: { enum: Object.keys(EVENT_TYPES) },
    occurredAt: toJsonSchema(field.instant),
  },
  required: ['eventId', 'type', 'occurredAt'],
  additionalProperties: false,
};

export const SERVER_FRAMES: { readonly [A in ServerFrame['action']]: JsonSchema } = {
  subscribed: frame('subscribed', done),
  unsubscribed: frame('unsubscribed', done),
  pong: frame('pong'),
  error: { oneOf: errors },
  bookingUpdate: frame('bookingUpdate', { event, data: toJsonSchema(bookings.booking) }),
};

/** What the frames point at, and what that points at. */
export function pointedAt(): Readonly<Record<string, JsonSchema>> {
  const known: Readonly<Record<string, JsonSchema>> = { ...namedSchemas(), Topic: TOPIC };
  const found = new Map<string, JsonSchema>();
  const follow = (schema: unknown): void => {
    for (const [, name = ''] of JSON.stringify(schema).matchAll(/"#\/components\/schemas\/(\w+)"/g)) {
      const target = known[name];
      if (!target || found.has(name)) continue;
      found.set(name, target);
      follow(target);
    }
  };
  follow([CLIENT_FRAMES, SERVER_FRAMES]);
  return Object.fromEntries(found);
}
