import { afterAll, beforeAll, expect, it } from 'vitest';
import { dynamodbStore } from '../../../../src/adapters/dynamodb/index.js';
import { createBookings } from '../../../../src/entrypoints/library/create-bookings.js';
import { manualClock } from '../../../../src/entrypoints/testing/manual-clock.js';
import { NOW, SLOT } from '../../../../src/entrypoints/testing/contract/samples.js';
import type { ResultAsync } from '../../../../src/domain/result.js';
import type { Bookings } from '../../../../src/ports/index.js';
import { type LocalTable, localTable } from '../local-table.js';
import { injectFaults, type Injector } from './injector.js';
import { told, type Told } from './scenes.js';

// What is asked of DynamoDB, by operation, one after the other: the number of round trips is that of the words.
const LOAD = { BatchGetItem: 1 };
const LOAD_COMMIT = { BatchGetItem: 1, TransactWriteItems: 1 };
const LOAD_LOAD_COMMIT = { BatchGetItem: 2, TransactWriteItems: 1 };
const LOAD_GET = { BatchGetItem: 1, GetItem: 1 };
const GET = { GetItem: 1 };
const QUERY = { Query: 1 };

type Requests = Readonly<Record<string, number>>;

interface Command {
  readonly requests: Requests;
  readonly make: (bookings: Bookings, bookingId: string) => Promise<object>;
  readonly isRefused?: boolean;
  /** What becomes of a new booking before that. */
  readonly given?: (bookings: Bookings, bookingId: string) => Promise<Told>;
}

const serviceId = 'room-1';
const at = (hours: number): Date => new Date(SLOT + hours * 3_600_000);
const key = { idempotencyKey: 'key-1' };
const from = at(0);
const to = at(12);

const shown = <T extends object, E extends object>(answer: ResultAsync<T, E>): Promise<T | E> =>
  answer.match<T | E, T | E>(
    (value) => value,
    (error) => error,
  );

let slots = 0;
/** Each booking has a slot of its own, on the one day. */
const nextSlot = (): Date => at((slots += 1) / 4);
const create = (bookings: Bookings, more: object = {}, options: object = {}): Promise<Told> =>
  told(bookings.create({ userId: 'ada', serviceId, dateTime: nextSlot(), durationMinutes: 15, ...more }, options));

const COMMANDS = {
  create: { requests: LOAD_COMMIT, make: (bookings) => create(bookings) },
  'create with a key': { requests: LOAD_COMMIT, make: (bookings) => create(bookings, {}, key) },
  'create, replayed': {
    requests: LOAD,
    given: (bookings) => create(bookings, { dateTime: from }, { idempotencyKey: 'key-2' }),
    make: (bookings) => create(bookings, { dateTime: from }, { idempotencyKey: 'key-2' }),
  },
  'create, refused without a key': {
    requests: LOAD,
    isRefused: true,
    make: (bookings) => create(bookings, { units: 200 }),
  },
  'create, refused with a key': {
    requests: LOAD_COMMIT,
    isRefused: true,
    make: (bookings) => create(bookings, { units: 200 }, { idempotencyKey: 'key-3' }),
  },
  hold: { requests: LOAD_COMMIT, make: (bookings) => create(bookings, { hold: true }) },
  confirm: {
    requests: LOAD_LOAD_COMMIT,
    given: (bookings) => create(bookings, { hold: true }),
    make: (bookings, bookingId) => told(bookings.confirm({ bookingId })),
  },
  'confirm, replayed': {
    requests: LOAD,
    given: (bookings, bookingId) => told(bookings.confirm({ bookingId }, key)),
    make: (bookings, bookingId) => told(bookings.confirm({ bookingId }, key)),
  },
  reschedule: {
    requests: LOAD_LOAD_COMMIT,
    make: (bookings, bookingId) => told(bookings.reschedule({ bookingId, dateTime: nextSlot() })),
  },
  'update of the notes': {
    requests: LOAD_COMMIT,
    make: (bookings, bookingId) => told(bookings.update({ bookingId, notes: 'by the door' })),
  },
  cancel: { requests: LOAD_LOAD_COMMIT, make: (bookings, bookingId) => told(bookings.cancel({ bookingId })) },
  'cancel, nothing left to do': {
    requests: LOAD_GET,
    given: (bookings, bookingId) => told(bookings.cancel({ bookingId })),
    make: (bookings, bookingId) => told(bookings.cancel({ bookingId })),
  },
  get: { requests: GET, make: (bookings, bookingId) => shown(bookings.get(bookingId)) },
  history: { requests: { ...GET, ...QUERY }, make: (bookings, bookingId) => shown(bookings.history({ bookingId })) },
  'list of a user': { requests: QUERY, make: (bookings) => shown(bookings.list({ userId: 'ada', limit: 5 })) },
  'list of a service': { requests: QUERY, make: (bookings) => shown(bookings.list({ serviceId, limit: 5 })) },
  'list of everything between two instants': {
    requests: { Query: 4 },
    make: (bookings) => shown(bookings.list({ from, to, limit: 5 })),
  },
  availability: { requests: LOAD, make: (bookings) => shown(bookings.availability({ serviceId, from, to })) },
  'service, read': { requests: GET, make: (bookings) => shown(bookings.getService(serviceId)) },
  'service, put': {
    requests: { ...GET, TransactWriteItems: 1 },
    make: (bookings) => shown(bookings.putService({ serviceId, capacity: 100 })),
  },
  'services, listed': { requests: QUERY, make: (bookings) => shown(bookings.listServices()) },
} as const satisfies Record<string, Command>;

const clock = manualClock(new Date(NOW));
let table: LocalTable;
let injector: Injector;
let bookings: Bookings;

beforeAll(async () => {
  table = await localTable();
  injector = injectFaults(table.client);
  const store = dynamodbStore(table.client, { tableName: table.tableName });
  bookings = createBookings({ store, clock });
  // From now on the library knows the policy, and need not ask for it before it can name the days.
  const put = await bookings.putService({ serviceId, capacity: 100 });
  if (put.isErr()) throw new Error(`no service: ${put.error.kind}`);
});
afterAll(() => table.drop());

it.each(Object.entries<Command>(COMMANDS))('%s', async (_, { requests, make, given, isRefused = false }) => {
  const made = await create(bookings);
  if ('kind' in made) throw new Error(`no booking: ${made.kind}`);
  let { bookingId } = made.booking;
  const before = await given?.(bookings, bookingId);
  if (before && 'booking' in before) ({ bookingId } = before.booking);

  injector.recount();
  const answer = await make(bookings, bookingId);
  expect(injector.requests).toEqual(requests);
  expect('kind' in answer).toBe(isRefused);
});

it.each([{ userId: 'ada' }, { serviceId }])('one request for each page of a list of %o', async (filter) => {
  for (let n = 0; n < 5; n += 1) await create(bookings);
  injector.recount();
  let pages = 0;
  let items = 0;
  let cursor: string | undefined;
  do {
    const listed = await bookings.list({ ...filter, limit: 3, cursor });
    if (listed.isErr()) throw new Error(listed.error.kind);
    pages += 1;
    items += listed.value.items.length;
    cursor = listed.value.nextCursor;
  } while (cursor !== undefined);
  expect(items).toBeGreaterThan(5);
  expect(pages).toBe(Math.ceil(items / 3));
  expect(injector.requests).toEqual({ Query: pages });
});

it.each(['complete', 'markNoShow'] as const)('%s', async (command) => {
  clock.set(new Date(NOW));
  const made = await create(bookings);
  if ('kind' in made) throw new Error(`no booking: ${made.kind}`);
  const { bookingId, endsAt } = made.booking;
  clock.set(endsAt);

  injector.recount();
  expect((await bookings[command]({ bookingId })).isOk()).toBe(true);
  expect(injector.requests).toEqual(LOAD_COMMIT);
});
