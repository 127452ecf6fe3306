import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { expect, it } from 'vitest';
import { addressOf, type ServerProcess, serversInAFolder } from '../entrypoints/server/server-process.js';
import { ALLOWED_IN_EVENTS, canariesIn, canary, MARK, METADATA } from './canaries.js';
import { RawConnection } from './raw-connection.js';
import { ASKS_FOR_TOKENS, tokenFor } from './tokens.js';

const FILE = 'bookings.db';
const PRELOAD = 'crash-on-signal.mjs';
const { start, inFolder } = serversInAFolder({
  HOLDFAST_STORE: `sqlite:${FILE}`,
  HOLDFAST_RATE_LIMIT: '0',
  NODE_OPTIONS: `--import=./${PRELOAD}`,
  ...ASKS_FOR_TOKENS,
});
const CRASH = `process.on('SIGUSR2', () => { throw Object.assign(new Error('${canary('crash')}'), { of: '${canary('facts')}' }); });`;

const ME = canary('userId');
const TEN = new Date((Math.floor(Date.now() / 86_400_000) + 1) * 86_400_000 + 36_000_000).toISOString();

/** What an identity provider may say of a person, and a browser of its user. */
const CLAIMS = { name: canary('claim'), email: `${canary('claim')}@example.com`, roles: ['user', canary('role')] };
const BROWSER = {
  'User-Agent': canary('agent'),
  Cookie: `session=${canary('cookie')}`,
  Referer: `https://example.com/${canary('referer')}`,
  'X-Forwarded-For': canary('address'),
  'X-Request-Id': `${canary('request')} of mine`,
};

interface Asking {
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
}
type Ask = (target: string, asking?: Asking) => Promise<{ readonly status: number; readonly text: string }>;

const JSON_TYPE = { 'Content-Type': 'application/json' };
const sending = (method: string, body: object, headers: Readonly<Record<string, string>> = {}): Asking => ({
  method,
  headers: { ...JSON_TYPE, ...headers },
  body: JSON.stringify(body),
});
const post = (body: object, headers?: Readonly<Record<string, string>>): Asking => sending('POST', body, headers);

async function asker(url: string, subject: string, claims = {}): Promise<Ask> {
  const Authorization = `Bearer ${await tokenFor(subject, claims)}`;
  return async (target, { method = 'GET', headers = {}, body = null } = {}) => {
    const init = { method, headers: { Authorization, ...BROWSER, ...headers }, body };
    const answer = await fetch(`${url}${target}`, init);
    return { status: answer.status, text: await answer.text() };
  };
}
const idIn = ({ text }: { readonly text: string }): string => (JSON.parse(text) as { bookingId: string }).bookingId;

/** Everything one can do, with personal data wherever it can be put; answers with the statuses that came. */
async function liveALife(me: Ask, staff: Ask): Promise<{ readonly id: string; readonly statuses: ReadonlySet<number> }> {
  const statuses = new Set<number>();
  const done = async (answer: ReturnType<Ask>): Promise<string> => {
    const { status, text } = await answer;
    statuses.add(status);
    return text;
  };
  const mine = { userId: ME, serviceId: 'chair', serviceName: canary('serviceName'), dateTime: TEN, notes: canary('notes'), metadata: METADATA };
  const key = { 'Idempotency-Key': canary('idempotency') };

  const booked = await me('/bookings', post({ ...mine, hold: true }, key));
  statuses.add(booked.status);
  const id = idIn(booked);
  await done(me('/bookings', post({ ...mine, hold: true }, key)));
  await done(me('/bookings', post({ ...mine, notes: canary('other') }, key)));
  await done(me('/bookings', post(mine)));
  await done(me('/bookings', post({ ...mine, [canary('field')]: canary('field') })));
  await done(me('/bookings', post({ ...mine, notes: canary('long').repeat(100) })));
  await done(me('/bookings', post({ ...mine, userId: canary('somebody') })));
  await done(me('/bookings', { method: 'POST', headers: JSON_TYPE, body: `{"notes":"${canary('malformed')}` }));
  await done(me('/bookings', { method: 'POST', headers: { 'Content-Type': `text/${MARK}` }, body: canary('text') }));
  await done(me('/bookings', post({ ...mine, notes: canary('huge').repeat(2_000) })));
  await done(me(`/bookings/${id}/confirm`, post({ paymentReference: canary('paymentReference') })));
  await done(me(`/bookings/${id}/confirm`, post({ paymentReference: canary('second') })));
  await done(me(`/bookings/${id}`, sending('PATCH', { notes: canary('notes') }, { 'If-Match': `"${MARK}"` })));
  await done(me(`/bookings/${id}`, sending('PATCH', { dateTime: TEN, units: 1, metadata: { [canary('key')]: canary('value') } })));
  await done(me(`/bookings/${id}/complete`, { method: 'POST' }));
  await done(me(`/bookings?userId=${ME}&limit=1`));
  await done(me(`/bookings?${canary('parameter')}=${canary('query')}`));
  await done(me(`/bookings?cursor=${canary('cursor')}`));
  await done(me(`/bookings/${id}/history`));
  await done(me(`/bookings/${canary('path')}`));
  await done(me(`/${canary('route')}`));
  await done(me('/bookings', { headers: { Authorization: `Bearer ${canary('token')}` } }));
  await done(me('/bookings', { headers: { Authorization: `Basic ${canary('password')}` } }));
  await done(staff(`/bookings?userId=${ME}`));
  await done(staff(`/services/${canary('service')}`, sending('PUT', { name: canary('serviceName') })));
  await done(me(`/bookings/${id}/cancel`, post({ reason: canary('cancelReason') })));
  return { id, statuses };
}

/** Bytes that are no request, and some that barely are. */
async function talkNonsense(port: number): Promise<void> {
  const pieces = [
    `${canary('garbage')}\r\n\r\n`,
    `GET http://[${canary('host')} HTTP/1.1\r\nHost: x\r\n\r\n`,
    `GET //${canary('host')}:x@/%zz HTTP/1.1\r\nHost: ${canary('host')}\r\n\r\n`,
    `GET /bookings/%${MARK} HTTP/1.1\r\nHost: x\r\n${canary('header')}: ${canary('header')}\r\n\r\n`,
    `POST /bookings HTTP/1.1\r\nHost: x\r\nContent-Length: ${MARK}\r\n\r\n${canary('body')}`,
    `GET /${canary('long').repeat(2_000)} HTTP/1.1\r\nHost: x\r\n\r\n`,
  ];
  for (const piece of pieces) {
    const connection = new RawConnection(port);
    await connection.ask(piece);
    connection.end();
  }
}

async function serving(): Promise<{ server: ServerProcess; url: string; me: Ask; bob: Ask; staff: Ask }> {
  writeFileSync(inFolder(PRELOAD), CRASH);
  const server = start();
  const url = await addressOf(server);
  const me = await asker(url, ME, CLAIMS);
  const bob = await asker(url, 'bob');
  return { server, url, me, bob, staff: await asker(url, 'desk', { roles: ['staff'] }) };
}
const linesWith = (server: ServerProcess): string[] =>
  `${server.out()}${server.err()}`.split('\n').filter((line) => line.toLowerCase().includes(MARK));

it('no log, no answer to anyone else and no event beyond its own fields says anything of a person', async () => {
  const { server, url, me, bob, staff } = await serving();
  const { id, statuses } = await liveALife(me, staff);
  await talkNonsense(Number(new URL(url).port));
  for (const status of [200, 201, 400, 401, 403, 404, 409, 413, 415, 422]) expect(statuses).toContain(status);

  const seen = await Promise.all([
    ...['', '/history', '/confirm', '/cancel'].map((rest) => bob(`/bookings/${id}${rest}`)),
    bob(`/bookings/${id}/cancel`, post({}, { 'Idempotency-Key': canary('idempotency') })),
    bob('/bookings', post({ userId: 'bob', serviceId: 'chair', dateTime: TEN }, { 'Idempotency-Key': canary('idempotency') })),
    bob('/bookings?serviceId=chair'),
    bob(`/services/chair/availability?from=${TEN}&to=${TEN.replace('T10', 'T12')}`),
  ]);
  expect(seen.filter(({ text }) => text.includes(MARK))).toEqual([]);

  const database = new DatabaseSync(inFolder(FILE), { readOnly: true });
  const events: unknown[] = database.prepare('SELECT event FROM event').all().map(({ event }) => JSON.parse(String(event)));
  database.close();
  expect(new Set(events.flatMap((event) => canariesIn(event)))).toEqual(new Set(ALLOWED_IN_EVENTS));

  server.child.kill('SIGTERM');
  expect(await server.ended).toBe(0);
  expect(server.out()).toMatch(/"type":"BookingCancelled"/);
  expect(linesWith(server)).toEqual([]);
});

it('nor does a log of what went wrong: a broken row, a missing table, a crash', async () => {
  const { server, me } = await serving();
  const mine = { userId: ME, serviceId: 'chair', dateTime: TEN, notes: canary('notes') };
  const id = idIn(await me('/bookings', post(mine)));

  const database = new DatabaseSync(inFolder(FILE), { timeout: 10_000 });
  database.exec(`UPDATE booking SET state = replace(state, '"${canary('notes')}"', '${canary('notes')}')`);
  const broken = await me(`/bookings/${id}`);
  expect(broken.status).toBe(500);
  expect(broken.text).not.toContain(MARK);
  database.exec('ALTER TABLE booking RENAME TO elsewhere');
  database.close();
  expect((await me('/bookings', post({ ...mine, serviceId: 'sofa' }))).status).toBe(500);
  await server.wrote(/"type":"SyntaxError"/);
  await server.wrote(/no such table/);

  const closed = once(server.child, 'close');
  server.child.kill('SIGUSR2');
  await closed;
  expect(await server.ended).toBe(1);
  expect(server.out()).toMatch(/"msg":"crashed"/);
  expect(linesWith(server)).toEqual([]);
});
