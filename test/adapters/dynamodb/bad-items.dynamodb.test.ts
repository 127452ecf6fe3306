import { ScanCommand } from '@aws-sdk/client-dynamodb';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Attributes } from '../../../src/adapters/dynamodb/attributes.js';
import { dynamodbStore } from '../../../src/adapters/dynamodb/index.js';
import { bookingKey, dayKey, eventKey, type Key, recordKey, serviceKey } from '../../../src/adapters/dynamodb/keys.js';
import { scopeOf } from '../../../src/domain/idempotency/key.js';
import { ok } from '../../../src/domain/result.js';
import { createTestBookings, type TestBookings } from '../../../src/entrypoints/testing/index.js';
import type { Bookings, Store } from '../../../src/ports/index.js';
import { behindItsBack } from './behind-its-back.js';
import { localTable, type LocalTable } from './local-table.js';
import { storedIn } from './stored.js';

const AT = '2026-03-02T10:00:00Z';
const DAY = '2026-03-02';
const SECRET = 'nobody’s business';
const ADA = { userId: 'ada', serviceId: 'room', dateTime: AT, notes: SECRET, metadata: { [SECRET]: SECRET } };
const KEY = { idempotencyKey: `key of ${SECRET.replaceAll(/[^a-z]/g, '')}` };

let table: LocalTable;
let store: Store;
let bookings: Bookings;
let clock: TestBookings['clock'];
let bookingId: string;
let warnings: (readonly [message: string, facts: { readonly cause?: unknown }])[];

beforeEach(async () => {
  table = await localTable();
  warnings = [];
  store = dynamodbStore(table.client, { tableName: table.tableName, relay: 'poll', maxWaitMs: 20_000, tryMs: 10_000 });
  const logger = {
    warn: (facts: object, message: string) => void warnings.push([message, facts]),
    error: (facts: object, message: string) => void warnings.push([message, facts]),
  };
  ({ bookings, clock } = createTestBookings({ store, logger, at: '2026-03-01T08:00:00Z' }));
  (await bookings.putService({ serviceId: 'room', name: 'Room', capacity: 9 }))._unsafeUnwrap();
  ({ bookingId } = (await bookings.create(ADA, KEY))._unsafeUnwrap().booking);
});
afterEach(() => table.drop());

const SCOPE = scopeOf('embedder', 'create', KEY.idempotencyKey);
const behind = () => behindItsBack(table);
const stored = () => storedIn(table.client, table.tableName);

interface Place {
  readonly key: () => Key;
  readonly json: string;
  /** As it is named in what is said about it. */
  readonly named: () => string;
  /** What the store is asked that needs this item, and what the library is. */
  readonly ask: () => unknown;
  readonly calls: Readonly<Record<string, () => unknown>>;
}

const PLACES = {
  booking: {
    key: () => bookingKey(bookingId),
    json: 'state',
    named: () => `BOOKING#${bookingId} / BOOKING`,
    ask: () => store.repository.get(bookingId),
    calls: {
      get: () => bookings.get(bookingId),
      list: () => bookings.list({ userId: 'ada' }),
      reschedule: () => bookings.reschedule({ bookingId, dateTime: '2026-03-03T10:00:00Z' }),
      cancel: () => bookings.cancel({ bookingId }),
    },
  },
  'service day': {
    key: () => dayKey({ serviceId: 'room', day: DAY }),
    json: 'claims',
    named: () => `DAY#room#${DAY} / DAY`,
    ask: () => store.repository.load({ days: [{ serviceId: 'room', day: DAY }] }),
    calls: {
      create: () => bookings.create({ ...ADA, userId: 'bob' }),
      cancel: () => bookings.cancel({ bookingId }),
      availability: () => bookings.availability({ serviceId: 'room', from: AT, to: '2026-03-03T00:00:00Z' }),
    },
  },
  'idempotency record': {
    key: () => recordKey(SCOPE),
    json: 'answer',
    named: () => 'of an idempotency record',
    ask: () => store.repository.load({ record: SCOPE, days: [] }),
    calls: { 'create under its key': () => bookings.create(ADA, KEY) },
  },
  event: {
    key: () => eventKey(bookingId, 1),
    json: 'event',
    named: () => `BOOKING#${bookingId} / EVENT#0000000001`,
    ask: () => store.repository.history(bookingId, 0, 10),
    calls: { history: () => bookings.history({ bookingId }) },
  },
  service: {
    key: () => serviceKey('room'),
    json: 'service',
    named: () => 'SERVICE#room / SERVICE',
    ask: () => store.catalog.get('room'),
    calls: {
      getService: () => bookings.getService('room'),
      listServices: () => bookings.listServices(),
      create: () => bookings.create({ ...ADA, userId: 'bob' }),
    },
  },
} as const satisfies Record<string, Place>;

type Wrong = readonly [wrong: string, changes: (json: string) => Attributes, why: (json: string) => string];

/** What is wrong with it, and what is said about that. `json` stands for the attribute with most of it. */
const WRONGS: readonly Wrong[] = [
  ['lacks its JSON', (json) => ({ [json]: undefined }), (json) => `holds no text in ${json}`],
  ['holds a number instead', (json) => ({ [json]: 17 }), (json) => `holds no text in ${json}`],
  ['holds a map instead', (json) => ({ [json]: { [SECRET]: true } }), (json) => `holds no text in ${json}`],
  ['holds JSON that is none', (json) => ({ [json]: `{"${SECRET}` }), (json) => `holds no JSON in ${json}`],
  ['holds other JSON', (json) => ({ [json]: `{"${SECRET}":1}` }), (json) => `holds in ${json} what it should not`],
  ['is of a newer schema', () => ({ schema: 2 }), () => 'has schema 2, newer than 1, the newest this release knows'],
  ['is another program’s', () => ({ schema: undefined }), () => 'was not written by Holdfast'],
];

const CASES = Object.keys(PLACES).flatMap((place) => WRONGS.map(([wrong]) => ({ place, wrong })));

describe.each(CASES)('$place: an item that $wrong', ({ place, wrong }) => {
  it('is named and not quoted, decides nothing, and is in nobody’s way once it is mended', async () => {
    const { key, json, named, ask, calls }: Place = PLACES[place as keyof typeof PLACES];
    const [, changes, why] = WRONGS.find(([name]) => name === wrong) ?? [];
    if (!changes || !why) throw new Error(wrong);
    const mend = await behind().spoil(key(), changes(json));
    const before = await rawTable();

    const answer = await ask();
    expect(answer).toMatchObject({
      error: { kind: 'store_unavailable', cause: { code: 'UNREADABLE_ITEM' } },
    });
    const message = messageIn(answer);
    expect(message).toContain(named());
    expect(message).toContain(why(json));
    expect(message).not.toContain(SECRET);
    const unavailable = { error: { kind: 'store_unavailable' } };
    for (const call of Object.values(calls)) expect(await call()).toMatchObject(unavailable);
    expect(await rawTable()).toEqual(before);

    await mend();
    for (const call of Object.values(calls)) expect(await call()).toMatchObject({ value: expect.anything() });
  });
});

function messageIn(answer: unknown): string {
  if (typeof answer !== 'object' || answer === null || !('error' in answer)) return '';
  const { error } = answer;
  const cause = typeof error === 'object' && error !== null && 'cause' in error ? error.cause : undefined;
  return cause instanceof Error ? cause.message : '';
}

/** Every item as it lies there, without the adapter’s reading of it. */
async function rawTable(): Promise<readonly string[]> {
  const { Items = [] } = await table.client.send(new ScanCommand({ TableName: table.tableName, ConsistentRead: true }));
  return Items.map((item) => JSON.stringify(Object.entries(item).sort())).sort();
}

describe('a record that collides and cannot be read', () => {
  it('is no conflict that could be judged by it', async () => {
    await behind().spoil(recordKey(SCOPE), { answer: { [SECRET]: true } });
    const told = { refusal: { kind: 'in_the_past' as const } };
    const record = { scope: SCOPE, fingerprint: 'f', requestId: 'r', answer: told, expiresAt: 1 };
    const answer = await store.repository.commit({ days: [], record: { put: record }, decidedAt: clock.now() });
    expect(answer).toMatchObject({ error: { kind: 'store_unavailable', cause: { code: 'UNREADABLE_ITEM' } } });
    expect(messageIn(answer)).toBe('the item of an idempotency record holds no text in answer');
  });
});

describe('an idempotency record that is over and was not deleted', () => {
  it('is nobody’s answer any more: its key is free', async () => {
    clock.advance({ hours: 24 });
    const again = (await bookings.create({ ...ADA, userId: 'bob' }, KEY))._unsafeUnwrap();
    expect(again).toMatchObject({ replayed: false, booking: { userId: 'bob' } });
    const { records, bookings: booked } = await stored();
    expect(records).toBe(1);
    expect(booked.map(({ userId }) => userId).sort()).toEqual(['ada', 'bob']);
    const replay = (await bookings.create({ ...ADA, userId: 'bob' }, KEY))._unsafeUnwrap();
    expect(replay).toEqual({ ...again, replayed: true });
  });

  it('is the answer until a millisecond before', async () => {
    clock.advance({ hours: 24, ms: -1 });
    expect((await bookings.create(ADA, KEY))._unsafeUnwrap()).toMatchObject({ replayed: true, booking: { bookingId } });
    expect((await stored()).bookings).toHaveLength(1);
  });
});

describe('the relay, with an event in the outbox that it cannot read', () => {
  const BAD = [
    ['by its schema', { schema: 2 }],
    ['by its content', { event: `{"${SECRET}` }],
    ['by what it counts', { attempts: undefined }],
  ] as const;

  it.each(BAD)('%s, delivers the others, holds back its booking, and says which one it is', async (_, changes) => {
    const notified: string[] = [];
    const logger = {
      warn: (facts: object, message: string) => void warnings.push([message, facts]),
      error: (facts: object, message: string) => void warnings.push([message, facts]),
    };
    const { bookings: relaying } = createTestBookings({
      store,
      logger,
      at: '2026-03-01T08:00:00Z',
      notifier: {
        notify: async (event) => {
          notified.push(event.eventId);
          return ok(undefined);
        },
      },
    });
    (await relaying.confirm({ bookingId }))._unsafeUnwrap();
    (await relaying.update({ bookingId, notes: 'second' }))._unsafeUnwrap();
    const other = (await relaying.create({ ...ADA, userId: 'bob' }))._unsafeUnwrap().booking.bookingId;
    const mend = await behind().spoil(eventKey(bookingId, 1), changes);

    expect(await relaying.background.runOnce()).toEqual({ delivered: 1, expired: 0, parked: 0, sweepFailures: 0 });
    expect(notified).toEqual([`${other}:1`]);
    expect(warnings.map(([message]) => message)).toEqual(['outbox not readable']);
    const [, { cause } = {}] = warnings[0] ?? [];
    const named = expect.stringContaining(`BOOKING#${bookingId} / EVENT#0000000001`);
    expect(cause).toMatchObject({ code: 'UNREADABLE_ITEM', message: named });
    expect(String(cause)).not.toContain(SECRET);

    await mend();
    expect(await relaying.background.runOnce()).toEqual({ delivered: 2, expired: 0, parked: 0, sweepFailures: 0 });
    expect(notified).toEqual([`${other}:1`, `${bookingId}:1`, `${bookingId}:2`]);
  });
});

describe('the sweeper, with a lapsed hold that it cannot read', () => {
  it('records the others, and says which one it is once it is the only one', async () => {
    const holds: string[] = [];
    for (const userId of ['bad', 'bob', 'eve']) {
      holds.push((await bookings.create({ ...ADA, userId, hold: true }))._unsafeUnwrap().booking.bookingId);
    }
    const [bad = ''] = holds;
    const mend = await behind().spoil(bookingKey(bad), { state: `{"${SECRET}` });
    clock.advance({ hours: 1 });
    expect(await bookings.background.runOnce()).toMatchObject({ expired: 2 });
    expect(await bookings.background.runOnce()).toMatchObject({ expired: 0 });
    expect(warnings.map(([message]) => message)).toContain('lapsed holds not readable');
    const causes = warnings.map(([, { cause }]) => String(cause));
    expect(causes).toContainEqual(expect.stringContaining(`BOOKING#${bad} / BOOKING`));

    await mend();
    expect(await bookings.background.runOnce()).toMatchObject({ expired: 1 });
  });
});
