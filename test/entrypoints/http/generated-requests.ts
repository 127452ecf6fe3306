import fc from 'fast-check';
import type { WireRequest } from './wire.js';

export const CALLERS = ['ada', 'bob', 'cyd', 'sam', 'nobody'] as const;
export type Sender = (typeof CALLERS)[number];
const USERS = ['ada', 'bob', 'cyd'] as const;

/** Booking ids are known only when it runs: `{3}` stands for one of the sender's own, `{any3}` for anyone's. */
export interface Generated extends Omit<WireRequest, 'as'> {
  readonly by: Sender;
}

/** What only its writer, and staff, may ever read again. */
export const secretOf = (user: string): string => `secret-of-${user}`;

const hour = fc
  .integer({ min: -1, max: 8 })
  .map((n) => new Date(Date.parse('2026-12-01T08:00:00Z') + n * 3_600_000).toISOString());
const serviceId = fc.constantFrom('massage', 'tour', 'chair');
const known = fc.tuple(fc.constantFrom('', '', '', 'any'), fc.nat({ max: 30 })).map(([whose, n]) => `{${whose}${n}}`);
const nasty = fc.oneof(
  fc.constantFrom(
    '',
    '#',
    '/',
    '\0',
    ' ',
    '💆',
    '..',
    '%',
    '__proto__',
    'constructor',
    "' OR 1=1 --",
    '{}',
    'x'.repeat(300),
  ),
  fc.string({ unit: 'binary', maxLength: 12 }),
);
const segment = nasty.map((text) => encodeURIComponent(text.toWellFormed()));
const id = fc.oneof({ weight: 12, arbitrary: known }, { weight: 1, arbitrary: segment });

const jsonValue = fc.oneof(
  fc.jsonValue({ maxDepth: 2 }),
  nasty,
  fc.constantFrom(-1, 0, 1.5, 1e300, null, true, [], {}),
);
/** A body that is right, but for what was done to one or two of its fields. */
const spoiled = (body: fc.Arbitrary<object>): fc.Arbitrary<object> =>
  fc.oneof(
    { weight: 12, arbitrary: body },
    {
      weight: 2,
      arbitrary: fc.tuple(body, fc.nat(), jsonValue).map(([good, nth, value]) => {
        const names = Object.keys(good);
        return { ...good, [names[nth % Math.max(1, names.length)] ?? 'x']: value };
      }),
    },
    { weight: 1, arbitrary: body.map((good) => ({ ...good, notes: 'x'.repeat(20_000) })) },
    {
      weight: 1,
      arbitrary: fc.tuple(body, nasty, jsonValue).map(([good, name, value]) => ({ ...good, [name]: value })),
    },
  );

const sentHeaders: fc.Arbitrary<Generated['headers']> = fc.record(
  {
    'idempotency-key': fc.oneof(
      fc.constantFrom<string | string[]>('k-1', '"k-2"', 'k-3', '', '"', 'a,b', ['k-1', 'k-2'], 'k'.repeat(256)),
      fc.nat({ max: 9 }).map((n) => `k-${n}`),
      fc.string({ unit: 'grapheme-ascii', maxLength: 20 }),
    ),
    'if-match': fc.constantFrom('"1"', '"2"', '"3"', '*', 'W/"1"', '1', '"1", "2"', ''),
    'if-none-match': fc.constantFrom('"1"', '*', 'W/"x"', ',,'),
    'content-type': fc.oneof(
      fc.constantFrom('application/json', 'application/json; charset=utf-8'),
      fc.constantFrom('text/plain', 'application/json; charset=utf-16', 'application/merge-patch+json', 'x'),
    ),
  },
  { requiredKeys: [] },
);
/** Mostly none of them: a request with everything on it seldom gets far. */
const headers = fc.oneof({ weight: 2, arbitrary: fc.constant({}) }, { weight: 1, arbitrary: sentHeaders });
const jsonHeaders = headers.map((given) => ({ 'content-type': 'application/json', ...given }));

const SENDERS: readonly Sender[] = [...CALLERS, 'ada', 'bob', 'cyd', 'ada', 'bob', 'sam'];
const sender = fc.constantFrom(...SENDERS);

const withBody = (
  method: string,
  target: fc.Arbitrary<string>,
  body: (by: Sender) => fc.Arbitrary<object>,
): fc.Arbitrary<Generated> =>
  fc.oneof(
    ...SENDERS.map((by) =>
      fc.record({
        by: fc.constant(by),
        method: fc.constant(method),
        target,
        headers: jsonHeaders,
        body: spoiled(body(by)).map((value) => JSON.stringify(value)),
      }),
    ),
  );
const without = (method: string, target: fc.Arbitrary<string>): fc.Arbitrary<Generated> =>
  fc.record({ by: sender, method: fc.constant(method), target, headers });

/** Only users keep secrets: what staff write on a user's booking is for that user to read. */
const text = (who: Sender) => fc.constantFrom(USERS.some((user) => user === who) ? secretOf(who) : 'from the staff');
const optional = { requiredKeys: [] };

const creation = (who: Sender) =>
  fc.record(
    {
      userId: fc.oneof({ weight: 8, arbitrary: fc.constant(who) }, fc.constantFrom(...USERS)),
      serviceId,
      dateTime: hour,
      serviceName: text(who),
      units: fc.integer({ min: 1, max: 3 }),
      hold: fc.boolean(),
      notes: text(who),
      metadata: fc.dictionary(fc.constantFrom('order', 'room'), text(who), { noNullPrototype: true }),
    },
    { requiredKeys: ['userId', 'serviceId', 'dateTime'] },
  );
const change = (who: Sender) =>
  fc.record(
    {
      dateTime: hour,
      units: fc.integer({ min: 1, max: 3 }),
      notes: fc.option(text(who)),
      metadata: fc.constantFrom({ order: null }, {}),
    },
    optional,
  );

/** A page of one's own list after the one that was seen last, or anything else. */
const query = fc
  .record(
    {
      userId: fc.constantFrom(...USERS),
      serviceId,
      from: hour,
      to: hour,
      status: fc.constantFrom('held', 'confirmed', 'cancelled', 'confirmed', 'gone'),
      order: fc.constantFrom('asc', 'desc', 'asc', 'desc', 'up'),
      limit: fc.constantFrom('1', '2', '5', '20', '100', '0', 'x'),
      cursor: fc.constantFrom('{cursor}', 'AAAA'),
    },
    optional,
  )
  .chain((given) =>
    fc.oneof(
      { weight: 9, arbitrary: fc.constant(given) },
      { weight: 1, arbitrary: nasty.map((x) => ({ ...given, x })) },
    ),
  )
  .map((given) =>
    new URLSearchParams(
      Object.fromEntries(Object.entries(given).map(([name, value]) => [name, value.toWellFormed()])),
    ).toString(),
  )
  .map((encoded) => encoded.replaceAll('%7Bcursor%7D', '{cursor}'));

const command = fc.constantFrom('confirm', 'cancel', 'complete', 'no-show');
const hostile = fc.record({
  by: sender,
  method: fc.constantFrom('GET', 'POST', 'PATCH', 'PUT', 'DELETE', 'HEAD', 'OPTIONS', 'TRACE'),
  target: fc
    .array(
      fc.oneof(
        fc.constantFrom('bookings', 'services', 'history', 'availability', 'livez', 'openapi.json', '{0}'),
        segment,
      ),
      { maxLength: 4 },
    )
    .map((parts) => `/${parts.join('/')}`),
  headers,
  body: fc.option(
    fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.json(),
      fc.constantFrom('{', '[[[[', '{"__proto__":{}}', 'x'.repeat(20_000), 'x'.repeat(20_000)),
    ),
    { nil: undefined },
  ),
});

export const generatedRequest: fc.Arbitrary<Generated> = fc.oneof(
  { weight: 8, arbitrary: withBody('POST', fc.constant('/bookings'), creation) },
  {
    weight: 3,
    arbitrary: withBody(
      'PATCH',
      id.map((it) => `/bookings/${it}`),
      change,
    ),
  },
  {
    weight: 3,
    arbitrary: withBody(
      'POST',
      fc.tuple(id, command).map(([it, what]) => `/bookings/${it}/${what}`),
      (who) => fc.record({ reason: text(who), paymentReference: text(who) }, optional),
    ),
  },
  {
    weight: 2,
    arbitrary: without(
      'POST',
      fc.tuple(id, command).map(([it, what]) => `/bookings/${it}/${what}`),
    ),
  },
  {
    weight: 3,
    arbitrary: without(
      'GET',
      id.map((it) => `/bookings/${it}`),
    ),
  },
  {
    weight: 2,
    arbitrary: without(
      'GET',
      id.map((it) => `/bookings/${it}/history`),
    ),
  },
  {
    weight: 3,
    arbitrary: without(
      'GET',
      query.map((it) => `/bookings?${it}`),
    ),
  },
  {
    weight: 1,
    arbitrary: without(
      'GET',
      fc.tuple(serviceId, hour, hour).map(([it, from, to]) => `/services/${it}/availability?from=${from}&to=${to}`),
    ),
  },
  {
    weight: 1,
    arbitrary: withBody(
      'PUT',
      serviceId.map((it) => `/services/${it}`),
      () =>
        fc.record({ capacity: fc.integer({ min: 0, max: 5 }), holdMinutes: fc.integer({ min: 1, max: 90 }) }, optional),
    ),
  },
  { weight: 3, arbitrary: hostile },
);
