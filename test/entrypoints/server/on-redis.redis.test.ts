import { createServer } from 'node:net';
import { once } from 'node:events';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { OwnRedis } from '../../adapters/redis/connecting.js';
import { type Board, openBoard } from './board.js';
import { addressOf, serversInAFolder, type ServerProcess } from './server-process.js';

const { start } = serversInAFolder({ HOLDFAST_STORE: 'sqlite:bookings.db' });

let redis: OwnRedis;
let boards: Board[] = [];
beforeEach(async () => {
  redis = await OwnRedis.start();
});
afterEach(async () => {
  for (const { socket } of boards) socket.terminate();
  boards = [];
  await redis.kill();
});

const onRedis = (settings: Readonly<Record<string, string>> = {}): ServerProcess =>
  start({ HOLDFAST_REDIS_URL: redis.url, HOLDFAST_RATE_LIMIT: '0', ...settings });
async function board(url: string, subprotocols?: readonly string[]): Promise<Board> {
  const opened = await openBoard(url, subprotocols);
  boards.push(opened);
  return opened;
}

let hours = 0;
/** Books a free hour, and answers with the id of its event. */
async function book(url: string): Promise<string> {
  hours += 1;
  const dateTime = new Date((Math.floor(Date.now() / 3_600_000) + hours + 1) * 3_600_000).toISOString();
  const answer = await fetch(`${url}/bookings`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ userId: 'ada', serviceId: 'room', dateTime }),
  });
  expect(answer.status).toBe(201);
  const { bookingId } = (await answer.json()) as { readonly bookingId: string };
  return `${bookingId}:1`;
}

async function readiness(url: string): Promise<unknown> {
  const answer = await fetch(`${url}/readyz`);
  return [answer.status, await answer.json()];
}
const OK = [200, { status: 'ok' }];
const DEGRADED = [200, { status: 'degraded', degraded: ['live updates'] }];

async function becomes(url: string, state: unknown): Promise<void> {
  await expect.poll(() => readiness(url), { timeout: 20_000 }).toEqual(state);
}

describe('two servers on one SQLite file and one Redis', () => {
  it('tell the boards of both of each booking, whichever of them made it', async () => {
    const urls = await Promise.all([onRedis(), onRedis()].map(addressOf));
    const [first = '', second = ''] = urls;
    const both = await Promise.all(urls.map((url) => board(url)));
    const booked = [await book(first), await book(second), await book(second), await book(first)];
    for (const each of both) {
      for (const eventId of booked) await each.hears(eventId);
      expect([...each.updates].sort()).toEqual([...booked].sort());
    }
    expect(await readiness(first)).toEqual(OK);
  });

  it('take tickets that the other one gave, once', async () => {
    const [first = '', second = ''] = await Promise.all([onRedis(), onRedis()].map(addressOf));
    const issued = await fetch(`${first}/live/tickets`, { method: 'POST' });
    expect(issued.status).toBe(201);
    const { ticket } = (await issued.json()) as { readonly ticket: string };
    const withTicket = await board(second, ['holdfast.v1', `ticket.${ticket}`]);
    await withTicket.hears(await book(first));
    await expect(board(first, ['holdfast.v1', `ticket.${ticket}`])).rejects.toThrow('401');
  });

  it('count a caller’s requests together', async () => {
    const [first = '', second = ''] = await Promise.all([0, 1].map(() => addressOf(onRedis({ HOLDFAST_RATE_LIMIT: '6' }))));
    const statuses: number[] = [];
    for (let n = 0; n < 8; n += 1) statuses.push((await fetch(`${n % 2 === 0 ? first : second}/services`)).status);
    expect(statuses).toEqual([200, 200, 200, 200, 200, 200, 429, 429]);
  });
});

describe('a server whose Redis', () => {
  it('is not there begins all the same, says so, books, and tells its boards when there is one', async () => {
    await redis.kill();
    const server = onRedis();
    const url = await addressOf(server);
    expect(server.out()).toContain('Redis takes nothing: bookings work, live updates do not, until it does.');
    expect(server.out().match(/"msg":"Redis does not answer"/g)).toHaveLength(1);
    expect(server.out()).toContain('ECONNREFUSED');
    expect(await readiness(url)).toEqual(DEGRADED);
    await book(url);
    await redis.restart();
    await becomes(url, OK);
    const afterwards = await board(url);
    await afterwards.hears(await book(url));
  });

  it('is killed and comes back empty goes on booking meanwhile, lets everyone pass, gives no tickets, and updates go on', async () => {
    const server = onRedis({ HOLDFAST_RATE_LIMIT: '3' });
    const url = await addressOf(server);
    const before = await board(url);
    await before.hears(await book(url));
    await redis.kill();
    await becomes(url, DEGRADED);
    for (let n = 0; n < 6; n += 1) await book(url);
    expect((await fetch(`${url}/live/tickets`, { method: 'POST' })).status).toBe(503);
    expect((await fetch(`${url}/livez`)).status).toBe(200);
    await redis.restart();
    await becomes(url, OK);
    await before.hears(await book(url));
    expect(server.out()).toContain('"msg":"requests not counted: everyone passes"');
    expect(server.out()).toContain('"msg":"tickets not reachable"');
    expect(server.err()).toBe('');
  });

  it('hangs answers bookings in time all the same, and stops when it is told to', async () => {
    const server = onRedis({ HOLDFAST_RATE_LIMIT: '1000' });
    const url = await addressOf(server);
    /** What most bookings take no longer than. */
    const usualTime = async (): Promise<number> => {
      const times: number[] = [];
      for (let n = 0; n < 11; n += 1) {
        const begun = performance.now();
        await book(url);
        times.push(performance.now() - begun);
      }
      return times.toSorted((a, b) => a - b)[5] ?? 0;
    };
    const before = await usualTime();
    redis.freeze();
    expect(await usualTime(), 'each waited for Redis to count it').toBeLessThan(before + 300);
    await becomes(url, DEGRADED);
    server.child.kill('SIGTERM');
    expect(await server.ended).toBe(0);
    redis.thaw();
  });

  it('is well ends with 0 when it is told to, and leaves no connection', async () => {
    const server = onRedis();
    const url = await addressOf(server);
    const open = await board(url);
    await open.hears(await book(url));
    const closed = once(open.socket, 'close');
    server.child.kill('SIGTERM');
    expect(await server.ended).toBe(0);
    expect((await closed)[0]).toBe(1001);
    expect(server.err()).toBe('');
  });
});

describe('a server that cannot begin', () => {
  it('ends, though Redis is there', async () => {
    const taken = createServer().listen(0, '127.0.0.1');
    await once(taken, 'listening');
    const address = taken.address();
    const server = onRedis({ PORT: String(typeof address === 'object' ? address?.port : '') });
    expect(await server.ended).toBe(1);
    expect(server.err()).toMatch(/^holdfast: .*EADDRINUSE.*\n$/);
    taken.close();
  });

  it('because the address of Redis is none says so in one line, without its password', async () => {
    const server = start({ HOLDFAST_REDIS_URL: 'http://:hunter2@127.0.0.1' });
    expect(await server.ended).toBe(1);
    expect(server.err()).toBe('holdfast: HOLDFAST_REDIS_URL must be redis://[user:password@]host[:port][/database], or rediss://… with TLS\n');
  });
});
