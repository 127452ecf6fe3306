import { describe, expect, it } from 'vitest';
import { serverForTheFile } from '../entrypoints/server/server-process.js';
import { bookLargely, expectHonestService } from './honest-client.js';
import { RawConnection, rawRequest } from './raw-connection.js';

const at = serverForTheFile({
  HOLDFAST_STORE: 'memory:',
  HOLDFAST_RATE_LIMIT: '0',
  HOLDFAST_REQUEST_TIMEOUT: '1',
  HOLDFAST_KEEP_ALIVE: '1',
});

const JSON_TYPE = ['Content-Type', 'application/json'] as const;
const bookingOf = (length: number, target = '/bookings') =>
  rawRequest(`POST ${target}`, [JSON_TYPE, ['Content-Length', String(length)]]);
const CHUNKED = rawRequest('POST /bookings', [JSON_TYPE, ['Transfer-Encoding', 'chunked']]);

/** Sends the first part, then a little again and again for as long as it is let. */
function drip(first: string | Uint8Array, little: string): RawConnection {
  const connection = new RawConnection(at.port);
  connection.write(first);
  const dripping = setInterval(() => connection.write(little), 20);
  void connection.closed.then(() => clearInterval(dripping));
  return connection;
}
function send(bytes: string | Uint8Array): RawConnection {
  const connection = new RawConnection(at.port);
  connection.write(bytes);
  return connection;
}

describe.concurrent('a connection that takes its time is closed, and costs nobody else theirs', () => {
  it.each<[string, () => RawConnection, ...statuses: (number | undefined)[]]>([
    ['says nothing at all', () => new RawConnection(at.port), 408],
    ['sends a byte of its first line now and then', () => drip('GET /', 'x'), 408],
    ['sends a header now and then', () => drip('GET / HTTP/1.1\r\nHost: localhost\r\n', 'a: b\r\n'), 408],
    ['sends a byte of its body now and then', () => drip(bookingOf(10_000), 'x'), 408],
    ['sends a chunk now and then', () => drip(CHUNKED, '1\r\nx\r\n'), 408],
    ['never ends the size of a chunk', () => drip(CHUNKED, '0'), 400, 408],
    ['stops in the middle of its body', () => send(Buffer.concat([bookingOf(100), Buffer.from('{"userId"')])), 408],
    ['waits to be asked for its body', () => send(rawRequest('POST /bookings', [JSON_TYPE, ['Content-Length', '9'], ['Expect', '100-continue']])), 408],
    ['goes on with a body that was refused for its length', () => drip(bookingOf(10_000_000), 'x'.repeat(99)), 413],
    ['goes on with a body that nobody asked for', () => drip(bookingOf(10_000_000, '/nowhere'), 'x'.repeat(99)), 404],
    ['was answered, and stays', () => send(rawRequest('GET /livez')), 200],
  ])('one that %s', async (_, attack, ...statuses) => {
    const attacker = attack();
    await expectHonestService(at.url);
    expect(statuses).toContain((await attacker.answer())?.status);
    await attacker.closed;
    await expectHonestService(at.url);
  });

  it('one that hangs up its half in the middle of its body', async () => {
    const attacker = send(Buffer.concat([bookingOf(100), Buffer.from('{"userId"')]));
    attacker.socket.end();
    expect([400, undefined]).toContain((await attacker.answer())?.status);
    await attacker.closed;
    await expectHonestService(at.url);
  });

  it('one that hangs up its half after its request is answered', async () => {
    const polite = send(rawRequest('GET /livez'));
    polite.socket.end();
    expect((await polite.answer())?.status).toBe(200);
    await polite.closed;
  });

  it('one that is reset in the middle of its body', async () => {
    const attackers = Array.from({ length: 50 }, () => send(Buffer.concat([bookingOf(100), Buffer.from('{"userId"')])));
    for (const { socket } of attackers) socket.once('connect', () => socket.resetAndDestroy());
    await Promise.all(attackers.map(({ closed }) => closed));
    await expectHonestService(at.url);
  });

  it('one that asks and never reads an answer', async () => {
    await bookLargely(at.url, 'large');
    const attacker = new RawConnection(at.port);
    attacker.socket.pause();
    const asked = 30;
    attacker.write(Buffer.concat(Array.from({ length: asked }, () => rawRequest('GET /bookings?serviceId=large&limit=100'))));
    await at.server.wrote(/"operationId":"listBookings","aborted":true/);
    await expectHonestService(at.url);

    let answered = 0;
    attacker.socket.resume();
    while (await attacker.answer()) answered += 1;
    await attacker.closed;
    expect(answered).toBeLessThan(asked);
  });
});
