import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { addressOf, type ServerProcess, serversInAFolder } from '../entrypoints/server/server-process.js';
import { bookLargely, expectHonestService } from './honest-client.js';
import { RawConnection, rawRequest } from './raw-connection.js';

/** In which nothing can be piled up unseen. */
const HEAP_MB = 96;

const { start } = serversInAFolder({
  HOLDFAST_STORE: 'sqlite:bookings.db',
  HOLDFAST_RATE_LIMIT: '0',
  HOLDFAST_REQUEST_TIMEOUT: '3',
  NODE_OPTIONS: `--max-old-space-size=${HEAP_MB} --max-semi-space-size=2`,
});

const LIVE = rawRequest('GET /livez');
const JSON_TYPE = ['Content-Type', 'application/json'] as const;
const HALF_A_BODY = Buffer.concat([
  rawRequest('POST /bookings', [JSON_TYPE, ['Content-Length', '16000']]),
  Buffer.alloc(15_000, ' '),
]);
const portOf = (url: string): number => Number(new URL(url).port);

/** So many connections to the server, each of which has said this. */
async function crowd(url: string, size: number, says: string | Uint8Array): Promise<RawConnection[]> {
  const connections = Array.from({ length: size }, () => new RawConnection(portOf(url)));
  await Promise.all(connections.map(({ socket }) => new Promise((resolve) => socket.once('connect', resolve))));
  for (const connection of connections) connection.write(says);
  return connections;
}
const gone = (connections: readonly RawConnection[]) => Promise.all(connections.map(({ closed }) => closed));

describe('a crowd of connections', () => {
  it.each<[string, string | Uint8Array]>([
    ['that say nothing', ''],
    ['that stay in the middle of a header', 'GET /livez HTTP/1.1\r\nX: y'],
    ['that stay in the middle of a body', HALF_A_BODY],
    ['that were answered and stay', LIVE],
  ])('%s leaves room for others', async (_, says) => {
    const server = start();
    const url = await addressOf(server);
    const connections = await crowd(url, 1_000, says);
    await expectHonestService(url);
    for (const connection of connections) connection.end();
    await gone(connections);
    await expectHonestService(url);
    expect(server.err()).toBe('');
  });

  it('over the limit is turned away, and connections that are not used make room', async () => {
    const server = start({ HOLDFAST_MAX_CONNECTIONS: '50' });
    const url = await addressOf(server);
    const idle = await crowd(url, 50, LIVE);
    for (const connection of idle) expect((await connection.answer())?.status).toBe(200);

    const turnedAway = new RawConnection(portOf(url));
    expect(await turnedAway.ask(LIVE)).toBeUndefined();
    await gone(idle);
    await expectHonestService(url);
  });

  it('over the limit that never says anything is gone when its time is', async () => {
    const server = start({ HOLDFAST_MAX_CONNECTIONS: '50' });
    const url = await addressOf(server);
    const silent = await crowd(url, 50, '');
    expect(await new RawConnection(portOf(url)).ask(LIVE)).toBeUndefined();
    await gone(silent);
    await expectHonestService(url);
  });
});

describe.runIf(existsSync('/proc/self/status'))('the memory of the server', () => {
  const megabytesOf = ({ child }: ServerProcess): number =>
    Number(/VmRSS:\s+(\d+) kB/.exec(readFileSync(`/proc/${child.pid}/status`, 'utf8'))?.[1]) / 1024;

  const answered = async (url: string, size: number, request: Uint8Array, status: number): Promise<void> => {
    const connections = await crowd(url, size, request);
    for (const connection of connections) expect((await connection.answer())?.status).toBe(status);
    for (const connection of connections) connection.end();
  };
  const broken = async (url: string, size: number, says: Uint8Array): Promise<void> => {
    const connections = await crowd(url, size, says);
    for (const { socket } of connections) socket.resetAndDestroy();
    await gone(connections);
  };
  const neverReading = async (url: string, size: number, asked: number, target: string): Promise<void> => {
    const connections = await crowd(url, size, '');
    for (const { socket } of connections) socket.pause();
    const many = Buffer.concat(Array.from({ length: asked }, () => rawRequest(`GET ${target}`)));
    for (const connection of connections) connection.write(many);
    await expectHonestService(url);
    for (const connection of connections) connection.end();
    await gone(connections);
  };

  async function wave(url: string): Promise<void> {
    await broken(url, 300, HALF_A_BODY);
    await broken(url, 300, Buffer.from(`GET /${'x'.repeat(12_000)}`));
    await answered(url, 200, rawRequest('GET /livez', [['X', 'x'.repeat(20_000)]]), 431);
    await answered(url, 200, rawRequest(`GET /bookings?${'a=1&'.repeat(3_000)}`), 400);
    await answered(url, 200, rawRequest('POST /bookings', [JSON_TYPE, ['Content-Length', '90000']], 'x'.repeat(90_000)), 413);
    await neverReading(url, 20, 1_000, '/openapi.json');
    await neverReading(url, 20, 30, '/openapi.json');
    await neverReading(url, 8, 30, '/bookings?serviceId=large&limit=100');
    await expectHonestService(url);
  }

  it('stays within its bounds, whatever is thrown at it', async () => {
    const server = start();
    const url = await addressOf(server);
    await bookLargely(url, 'large');
    // Each wave asks for twenty times what the heap holds; a server that kept it would end.
    for (let n = 0; n < 2; n += 1) await wave(url);
    expect(megabytesOf(server)).toBeLessThan(HEAP_MB + 200);
    expect(server.err()).toBe('');
  });
});
