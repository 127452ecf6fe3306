import { beforeEach, describe, expect, it } from 'vitest';
import { faultsIn } from '../adapters/books.js';
import { auditOf } from '../adapters/sqlite/audit.js';
import { addressOf, serversInAFolder } from '../entrypoints/server/server-process.js';
import { ASKS_FOR_TOKENS, tokenFor } from './tokens.js';

const FILE = 'bookings.db';
const { start, inFolder } = serversInAFolder({
  HOLDFAST_STORE: `sqlite:${FILE}`,
  HOLDFAST_RATE_LIMIT: '0',
  ...ASKS_FOR_TOKENS,
});

const AT_ONCE = 100;
const TEN = new Date((Math.floor(Date.now() / 86_400_000) + 1) * 86_400_000 + 36_000_000).toISOString();

interface Told {
  readonly status: number;
  readonly replayed: boolean;
  /** Everything that a replay must repeat to the byte. */
  readonly essence: string;
  readonly body: Readonly<Record<string, unknown>>;
}

/** Two processes on one file; the requests of a crowd go to either in turn. */
let urls: readonly string[] = [];
let tokens: Readonly<Record<'ada' | 'bob', string>>;
beforeEach(async () => {
  urls = await Promise.all([addressOf(start()), addressOf(start())]);
  tokens = { ada: await tokenFor('ada'), bob: await tokenFor('bob') };
});

async function ask(n: number, by: 'ada' | 'bob', target: string, key: string, body: object, method = 'POST'): Promise<Told> {
  const headers = { Authorization: `Bearer ${tokens[by]}`, 'Content-Type': 'application/json', 'Idempotency-Key': key };
  const init = { method, headers, body: JSON.stringify(body) };
  const answer = await fetch(`${urls[n % urls.length]}${target}`, init);
  const text = await answer.text();
  const repeated = ['etag', 'location', 'content-type'].map((name) => answer.headers.get(name));
  return {
    status: answer.status,
    replayed: answer.headers.get('idempotency-replayed') === 'true',
    essence: JSON.stringify([answer.status, text, ...repeated]),
    body: JSON.parse(text),
  };
}
const crowd = (asking: (n: number) => Promise<Told>): Promise<readonly Told[]> =>
  Promise.all(Array.from({ length: AT_ONCE }, (_, n) => asking(n)));

const chair = (userId: string, serviceId = 'chair') => ({ userId, serviceId, dateTime: TEN });

/** One was done, and all the others repeat its answer. */
function expectOneAnswer(told: readonly Told[], status: number): void {
  expect(new Set(told.map(({ essence }) => essence)).size).toBe(1);
  expect(told[0]?.status).toBe(status);
  expect(told.filter(({ replayed }) => !replayed)).toHaveLength(1);
}

/** The books agree, and hold this many events of that many bookings. */
function expectBooks(bookings: number, events: number): void {
  const audit = auditOf(inFolder(FILE));
  expect([audit.bookings.length, audit.eventIds.length]).toEqual([bookings, events]);
  expect(faultsIn(audit)).toEqual([]);
}

describe(`${AT_ONCE} requests at once on two processes`, () => {
  it('with one key and one body are one booking, and all are told the same', async () => {
    expectOneAnswer(await crowd((n) => ask(n, 'ada', '/bookings', 'k', chair('ada'))), 201);
    expectBooks(1, 1);
  });

  it('with one key and one body are one refusal, where the slot is taken', async () => {
    expect((await ask(0, 'bob', '/bookings', 'first', chair('bob'))).status).toBe(201);
    expectOneAnswer(await crowd((n) => ask(n, 'ada', '/bookings', 'k', chair('ada'))), 409);
    expectBooks(1, 1);
  });

  it('with one key and another body each: one wins, the others hear that the key was used', async () => {
    const told = await crowd((n) => ask(n, 'ada', '/bookings', 'k', chair('ada', `chair-${n}`)));
    expect(told.filter(({ status }) => status === 201)).toHaveLength(1);
    const others = told.filter(({ status }) => status !== 201);
    expect(new Set(others.map(({ status, body }) => `${status} ${String(body['code'])}`))).toEqual(
      new Set(['422 idempotency_key_reused']),
    );
    expectBooks(1, 1);
  });

  it('with one key of two users are two bookings: a key is its user’s own', async () => {
    const told = await crowd((n) => {
      const by = n % 4 < 2 ? 'ada' : 'bob';
      return ask(n, by, '/bookings', 'k', chair(by, `chair-of-${by}`));
    });
    const of = (user: string) => told.filter(({ body }) => body['userId'] === user);
    expectOneAnswer(of('ada'), 201);
    expectOneAnswer(of('bob'), 201);
    expect(of('ada').length + of('bob').length).toBe(AT_ONCE);
    expectBooks(2, 2);
  });

  it('with one key for two operations are done once each', async () => {
    const { body } = await ask(0, 'ada', '/bookings', 'first', { ...chair('ada'), hold: true });
    const target = `/bookings/${String(body['bookingId'])}`;
    const told = await crowd((n) =>
      n % 4 < 2 ? ask(n, 'ada', `${target}/confirm`, 'k', {}) : ask(n, 'ada', target, 'k', { notes: 'tea' }, 'PATCH'),
    );
    expectOneAnswer(told.filter((_, n) => n % 4 < 2), 200);
    expectOneAnswer(told.filter((_, n) => n % 4 >= 2), 200);
    expectBooks(1, 3);
  });

  it('with a key each and one slot are one booking', async () => {
    const told = await crowd((n) => ask(n, 'ada', '/bookings', `k-${n}`, chair('ada')));
    expect(told.filter(({ status }) => status === 201)).toHaveLength(1);
    expect(told.filter(({ body }) => body['code'] === 'slot_unavailable')).toHaveLength(AT_ONCE - 1);
    expectBooks(1, 1);
  });
});
