import type { Actor, Bookings, ResultAsync } from 'holdfast';
import { describe, expect, it } from 'vitest';
import { get, mounted, post } from '../entrypoints/express/asking.js';
import type { WireRequest } from '../entrypoints/http/wire.js';
import { type World, world } from '../entrypoints/http/world.js';

/**
 * Who may do what to whose, written down from the specification and not from the code: what one may not see does not
 * exist (404), what one may see but not do is forbidden (403), and who says nothing of themselves is nobody (401).
 * Three columns each: what is ada's, who is calling; what is bob's; what is nobody's. `-`: there is no such case.
 */
const TABLE = `
                user         staff        system       both         no-role      unauthenticated
create          201 403 -    201 201 -    403 403 -    201 201 -    403 403 -    401 401 -
confirm         200 404 404  200 200 404  403 403 404  200 200 404  404 404 404  401 401 401
reschedule      200 404 404  200 200 404  403 403 404  200 200 404  404 404 404  401 401 401
update          200 404 404  200 200 404  403 403 404  200 200 404  404 404 404  401 401 401
cancel          200 404 404  200 200 404  403 403 404  200 200 404  404 404 404  401 401 401
complete        403 404 404  200 200 404  403 403 404  200 200 404  404 404 404  401 401 401
no-show         403 404 404  200 200 404  403 403 404  200 200 404  404 404 404  401 401 401
get             200 404 404  200 200 404  200 200 404  200 200 404  404 404 404  401 401 401
history         200 404 404  200 200 404  200 200 404  200 200 404  404 404 404  401 401 401
list            200 403 200  200 200 200  403 403 403  200 200 200  403 403 403  401 401 401
availability    -   -   200  -   -   200  -   -   200  -   -   200  -   -   403  -   -   401
list-services   -   -   200  -   -   200  -   -   200  -   -   200  -   -   403  -   -   401
get-service     -   -   200  -   -   200  -   -   200  -   -   200  -   -   403  -   -   401
put-service     -   -   403  -   -   200  -   -   403  -   -   200  -   -   403  -   -   401`;

const OWNERS = ['ada', 'bob', 'nobody'] as const;
type Owner = (typeof OWNERS)[number];

const ACTORS: Readonly<Record<string, Actor | undefined>> = {
  user: { subject: 'ada', roles: ['user'] },
  staff: { subject: 'ada', roles: ['staff'] },
  system: { subject: 'ada', roles: ['system'] },
  both: { subject: 'ada', roles: ['user', 'staff'] },
  'no-role': { subject: 'ada', roles: [] },
  unauthenticated: undefined,
};

const [TEN, NOON, SIX] = ['10', '12', '18'].map((hour) => `2026-12-01T${hour}:00:00.000Z`);
const day = { from: '2026-12-01T00:00:00Z', to: '2026-12-02T00:00:00Z' };
const search = (query: Readonly<Record<string, string>>): string => new URLSearchParams(query).toString();

/** What it is about: someone's booking, or the id of none; for a list, whose it shall be. */
interface About {
  readonly id: string;
  readonly owner: Owner;
}
interface Options {
  readonly actor: Actor | undefined;
}
interface Operation {
  readonly http: (about: About) => WireRequest;
  readonly library: (bookings: Bookings, about: About, options: Options) => ResultAsync<unknown, { readonly kind: string }>;
  /** Whether it takes a hold, and how late it must be. */
  readonly hold?: true;
  readonly at?: string | undefined;
}
const patch = (target: string, body: object): WireRequest => ({ ...post(target, body), method: 'PATCH' });
const put = (target: string, body: object): WireRequest => ({ ...post(target, body), method: 'PUT' });
const listed = (owner: Owner) => (owner === 'nobody' ? { serviceId: 'chair' } : { userId: owner });
const made = (owner: Owner) => ({ userId: owner, serviceId: 'sofa', dateTime: TEN ?? '' });

const OPERATIONS: Readonly<Record<string, Operation>> = {
  create: {
    http: ({ owner }) => post('/bookings', made(owner)),
    library: (bookings, { owner }, options) => bookings.create(made(owner), options),
  },
  confirm: {
    hold: true,
    http: ({ id }) => post(`/bookings/${id}/confirm`, {}),
    library: (bookings, { id }, options) => bookings.confirm({ bookingId: id }, options),
  },
  reschedule: {
    http: ({ id }) => patch(`/bookings/${id}`, { dateTime: NOON }),
    library: (bookings, { id }, options) => bookings.reschedule({ bookingId: id, dateTime: NOON }, options),
  },
  update: {
    http: ({ id }) => patch(`/bookings/${id}`, { notes: 'tea' }),
    library: (bookings, { id }, options) => bookings.update({ bookingId: id, notes: 'tea' }, options),
  },
  cancel: {
    http: ({ id }) => post(`/bookings/${id}/cancel`, {}),
    library: (bookings, { id }, options) => bookings.cancel({ bookingId: id }, options),
  },
  complete: {
    at: SIX,
    http: ({ id }) => post(`/bookings/${id}/complete`, {}),
    library: (bookings, { id }, options) => bookings.complete({ bookingId: id }, options),
  },
  'no-show': {
    at: SIX,
    http: ({ id }) => post(`/bookings/${id}/no-show`, {}),
    library: (bookings, { id }, options) => bookings.markNoShow({ bookingId: id }, options),
  },
  get: {
    http: ({ id }) => get(`/bookings/${id}`),
    library: (bookings, { id }, options) => bookings.get(id, options),
  },
  history: {
    http: ({ id }) => get(`/bookings/${id}/history`),
    library: (bookings, { id }, options) => bookings.history({ bookingId: id }, options),
  },
  list: {
    http: ({ owner }) => get(`/bookings?${search(listed(owner))}`),
    library: (bookings, { owner }, options) => bookings.list(listed(owner), options),
  },
  availability: {
    http: () => get(`/services/chair/availability?${search(day)}`),
    library: (bookings, _, options) => bookings.availability({ serviceId: 'chair', ...day }, options),
  },
  'list-services': {
    http: () => get('/services'),
    library: (bookings, _, options) => bookings.listServices(options),
  },
  'get-service': {
    http: () => get('/services/chair'),
    library: (bookings, _, options) => bookings.getService('chair', options),
  },
  'put-service': {
    http: () => put('/services/chair', { capacity: 3 }),
    library: (bookings, _, options) => bookings.putService({ serviceId: 'chair', capacity: 3 }, options),
  },
};

/** A booking, or a hold, of ada's and one of bob's; and the time it shall be. */
async function prepared({ hold, at }: Operation): Promise<{ world: World; ids: Readonly<Record<Owner, string>> }> {
  const there = world([{ serviceId: 'chair', capacity: 2, holdMinutes: 600 }]);
  const desk = { actor: { subject: 'desk', roles: ['staff'] } } as const;
  const idOf = async (userId: string): Promise<string> => {
    const input = { userId, serviceId: 'chair', dateTime: TEN ?? '', hold };
    return (await there.bookings.create(input, desk))._unsafeUnwrap().booking.bookingId;
  };
  const ids = { ada: await idOf('ada'), bob: await idOf('bob'), nobody: 'no-such-booking' };
  if (at !== undefined) there.clock.set(at);
  return { world: there, ids };
}

const [heading = '', ...lines] = TABLE.trim().split('\n');
const roles = heading.trim().split(/ +/);
const cells = lines.flatMap((line) => {
  const [operation = '', ...statuses] = line.trim().split(/ +/);
  return statuses.flatMap((status, n) => {
    const [who = '', owner = 'nobody'] = [roles[Math.floor(n / OWNERS.length)], OWNERS[n % OWNERS.length]];
    return status === '-' ? [] : [{ operation, who, owner, status: Number(status) }];
  });
});
const operationOf = (name: string): Operation => {
  const operation = OPERATIONS[name];
  if (!operation) throw new Error(`no operation is called ${name}`);
  return operation;
};

it('the table has a line for everything that can be asked', () => {
  const { background: _background, ping: _ping, ...asked } = world().bookings;
  expect(new Set(cells.map(({ operation }) => operation))).toEqual(new Set(Object.keys(OPERATIONS)));
  expect(Object.keys(OPERATIONS)).toHaveLength(Object.keys(asked).length);
  expect(new Set(cells.map(({ who }) => who))).toEqual(new Set(Object.keys(ACTORS)));
});

describe('over HTTP', () => {
  it.each(cells)('$operation by $who of what is of $owner: $status', async ({ operation, who, owner, status }) => {
    const { http, ...conditions } = operationOf(operation);
    const { world: there, ids } = await prepared({ http, ...conditions });
    const wire = await mounted({}, there.bookings);
    const before = there.changes();
    const answer = await wire.send({ ...http({ id: ids[owner], owner }), as: ACTORS[who] });

    expect(answer.status, answer.text).toBe(status);
    if (status >= 400) expect(there.changes()).toBe(before);
    if (status >= 400 || who === 'user') expect(answer.text).not.toContain('bob');
  });
});

describe('in the library', () => {
  const KINDS: Readonly<Record<number, string>> = { 401: 'forbidden', 403: 'forbidden', 404: 'not_found' };
  it.each(cells)('$operation by $who of what is of $owner: as $status', async ({ operation, who, owner, status }) => {
    const { library, ...conditions } = operationOf(operation);
    const { world: there, ids } = await prepared({ library, ...conditions });
    const before = there.changes();
    const told = await library(there.bookings, { id: ids[owner], owner }, { actor: ACTORS[who] });

    expect(told.isOk() ? 'done' : told.error.kind).toBe(KINDS[status] ?? 'done');
    if (status >= 400) expect(there.changes()).toBe(before);
  });
});

describe('what one may not see', () => {
  const cancelled = (id: string, headers: Readonly<Record<string, string>>): WireRequest =>
    post(`/bookings/${id}/cancel`, {}, { headers: { 'content-type': 'application/json', ...headers } });
  const tries: readonly [string, (id: string) => WireRequest][] = [
    ['looked at', (id) => get(`/bookings/${id}`)],
    ['looked at, if it is the one that is known', (id) => get(`/bookings/${id}`, { headers: { 'if-none-match': '"1"' } })],
    ['asked for its history', (id) => get(`/bookings/${id}/history?limit=1`)],
    ['changed to what it is', (id) => patch(`/bookings/${id}`, { dateTime: TEN })],
    ['changed to what cannot be', (id) => patch(`/bookings/${id}`, { units: 99 })],
    ['changed at another version', (id) => cancelled(id, { 'if-match': '"9"' })],
    ['changed at its version', (id) => cancelled(id, { 'if-match': '"1"' })],
    ['cancelled with a key', (id) => cancelled(id, { 'idempotency-key': 'k' })],
    ['completed', (id) => post(`/bookings/${id}/complete`, {})],
  ];
  it.each(tries)('answers to the byte as if there were nothing there when it is %s', async (_, request) => {
    const { world: there, ids } = await prepared({ ...operationOf('get') });
    const wire = await mounted({}, there.bookings);
    const told = async (id: string) => {
      const { status, headers, text } = await wire.send(request(id));
      const { date: _date, ...rest } = headers;
      return { status, headers: rest, text };
    };
    const hidden = await told(ids.bob);
    const absent = await told('x'.repeat(ids.bob.length));
    expect(hidden).toEqual({ ...absent, text: absent.text.replaceAll('x'.repeat(ids.bob.length), ids.bob) });
    expect(hidden.status).toBe(404);
  });
});
