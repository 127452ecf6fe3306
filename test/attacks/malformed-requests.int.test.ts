import { describe, expect, it } from 'vitest';
import { serverForTheFile } from '../entrypoints/server/server-process.js';
import { expectHonestService } from './honest-client.js';
import { RawConnection, rawRequest } from './raw-connection.js';

const at = serverForTheFile({ HOLDFAST_STORE: 'memory:', HOLDFAST_RATE_LIMIT: '0' });

/** Every status the bytes are answered with, until the other side hangs up or this one has nothing more to say. */
async function statusesOf(bytes: string | Uint8Array): Promise<readonly number[]> {
  const connection = new RawConnection(at.port);
  connection.write(bytes);
  connection.socket.end();
  const statuses: number[] = [];
  for (let answer = await connection.answer(); answer; answer = await connection.answer()) statuses.push(answer.status);
  return statuses;
}

const JSON_TYPE = ['Content-Type', 'application/json'] as const;
const dateTime = new Date(Date.now() + 86_400_000).toISOString();
const smuggled = 'DELETE /smuggled HTTP/1.1\r\nHost: localhost\r\n\r\n';
const bookingWith = (serviceId: string): string => JSON.stringify({ userId: 'ada', serviceId, dateTime });
const post = (headers: readonly (readonly [string, string])[], body: string) =>
  rawRequest('POST /bookings', [JSON_TYPE, ...headers], body);
const sizeOf = (text: string): string => String(Buffer.byteLength(text));
const chunked = (text: string): string => `${text.length.toString(16)}\r\n${text}\r\n0\r\n\r\n`;

describe('a request whose end is told in two ways is refused, and what follows it is never taken for a request', () => {
  const body = bookingWith('smuggler');
  it.each<[string, Uint8Array]>([
    ['a length and chunks', post([['Content-Length', sizeOf(body)], ['Transfer-Encoding', 'chunked']], chunked(body) + smuggled)],
    ['chunks and a length', post([['Transfer-Encoding', 'chunked'], ['Content-Length', '4']], chunked(body) + smuggled)],
    ['two lengths', post([['Content-Length', sizeOf(body)], ['Content-Length', '4']], body + smuggled)],
    ['the same length twice', post([['Content-Length', sizeOf(body)], ['Content-Length', sizeOf(body)]], body + smuggled)],
    ['two lengths in one', post([['Content-Length', `${sizeOf(body)}, 4`]], body + smuggled)],
    ['a length that is none', post([['Content-Length', '+5']], body + smuggled)],
    ['a negative length', post([['Content-Length', '-1']], body + smuggled)],
    ['a length beyond numbers', post([['Content-Length', '9'.repeat(40)]], body + smuggled)],
    ['a length in hex', post([['Content-Length', '0x10']], body + smuggled)],
    ['a coding that is none', post([['Transfer-Encoding', 'xchunked']], chunked(body) + smuggled)],
    ['chunked that is not the last coding', post([['Transfer-Encoding', 'chunked, identity']], chunked(body) + smuggled)],
    ['chunked behind a control byte', post([['Transfer-Encoding', '\x0bchunked']], chunked(body) + smuggled)],
    ['a space before the colon', post([['Transfer-Encoding ', 'chunked']], chunked(body) + smuggled)],
    ['a folded header', post([['Transfer-Encoding', '\r\n chunked']], chunked(body) + smuggled)],
    ['a size that is no number', post([['Transfer-Encoding', 'chunked']], `zz\r\n${body}\r\n0\r\n\r\n${smuggled}`)],
    ['a negative size', post([['Transfer-Encoding', 'chunked']], `-1\r\n${body}\r\n0\r\n\r\n${smuggled}`)],
    ['a size beyond numbers', post([['Transfer-Encoding', 'chunked']], `${'f'.repeat(20)}\r\n${body}\r\n0\r\n\r\n${smuggled}`)],
    ['a chunk that is longer than its size', post([['Transfer-Encoding', 'chunked']], `1\r\n${body}\r\n0\r\n\r\n${smuggled}`)],
    ['a line feed alone', post([['X', 'a\nTransfer-Encoding: chunked']], chunked(body) + smuggled)],
  ])('%s', async (_, bytes) => {
    expect(await statusesOf(bytes)).toEqual([400]);
    const taken = await fetch(`${at.url}/bookings?serviceId=smuggler`);
    expect(await taken.json()).toEqual({ items: [] });
    expect(at.server.out()).not.toContain('"DELETE"');
  });
});

describe('what is no HTTP is refused and hung up on', () => {
  it.each<[string, string | Uint8Array, readonly number[]]>([
    ['HTTP/0.9', 'GET /livez\r\n', [400]],
    ['HTTP/2 without asking', 'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n', [400]],
    ['a version to come', 'GET /livez HTTP/3.0\r\nHost: localhost\r\n\r\n', [400]],
    ['TLS', Buffer.from('16030100a5010000a10303', 'hex'), [400]],
    ['noise', Buffer.from(Array.from({ length: 4_096 }, (_, n) => (n * 7_919 + 13) % 256)), [400]],
    ['zeros', Buffer.alloc(4_096), [400]],
    ['no host', 'GET /livez HTTP/1.1\r\n\r\n', [400]],
    ['a method that is none', 'FETCH /livez HTTP/1.1\r\nHost: localhost\r\n\r\n', [400]],
    ['a tunnel', 'CONNECT localhost:22 HTTP/1.1\r\nHost: localhost\r\n\r\n', []],
    ['an expectation that is none', rawRequest('GET /livez', [['Expect', '999-nothing']]), [417]],
    ['NUL in a header', rawRequest('GET /livez', [['X', 'a\0b']]), [400]],
    ['a header without a name', rawRequest('GET /livez', [['', 'b']]), [400]],
    ['nothing', '', []],
    ['empty lines', '\r\n\r\n\r\n\r\n', []],
  ])('%s', async (_, bytes, statuses) => {
    expect(await statusesOf(bytes)).toEqual(statuses);
    await expectHonestService(at.url);
  });
});

describe('what is unusual is answered like anything else', () => {
  const upgrade = [['Connection', 'Upgrade'], ['Upgrade', 'websocket']] as const;
  it.each<[string, string | Uint8Array, readonly number[]]>([
    ['HTTP/1.0', 'GET /livez HTTP/1.0\r\nHost: localhost\r\n\r\n', [200]],
    ['an upgrade', rawRequest('GET /livez', upgrade), [200]],
    ['an upgrade to HTTP/2', rawRequest('GET /livez', [['Connection', 'Upgrade, HTTP2-Settings'], ['Upgrade', 'h2c'], ['HTTP2-Settings', 'AAMAAABkAARAAAAAAAIAAAAA']]), [200]],
    ['a body where none is read', rawRequest('GET /livez', [['Content-Length', '5']], 'hello'), [200]],
    ['thirty requests in one piece', Buffer.concat(Array.from({ length: 30 }, () => rawRequest('GET /livez'))), Array.from({ length: 30 }, () => 200)],
    ['two bookings in one piece', Buffer.concat([1, 2].map(() => post([['Content-Length', sizeOf(bookingWith('pipe'))]], bookingWith('pipe')))), [201, 409]],
    ['a request after one that was refused', Buffer.concat([post([['Content-Length', '20000']], ' '.repeat(20_000)), rawRequest('GET /livez')]), [413, 200]],
    ['two expectations', post([['Expect', '100-continue'], ['Content-Length', sizeOf(bookingWith('asked'))]], bookingWith('asked')), [201]],
    ['chunks with extensions and trailers', post([['Transfer-Encoding', 'chunked']], `${bookingWith('trailer').length.toString(16)};a=b\r\n${bookingWith('trailer')}\r\n0\r\nIdempotency-Key: k\r\n\r\n`), [201]],
    ['a whole address', rawRequest('GET http://localhost/livez'), [200]],
    ['an address that is none', rawRequest('GET http://[::1'), [404]],
    ['another kind of address', rawRequest('GET ftp://localhost/livez'), [404]],
    ['an asterisk', rawRequest('OPTIONS *'), [404]],
    ['a path of slashes', rawRequest('GET ////////livez'), [404]],
    ['a path that goes up', rawRequest('GET /bookings/../livez'), [404]],
    ['half an escape in a path', rawRequest('GET /bookings/%'), [400]],
    ['bytes that are no text in a path', rawRequest('GET /bookings/%ff%fe'), [400]],
    ['NUL in a path', rawRequest('GET /bookings/%00'), [400]],
    ['raw bytes in a path', rawRequest('GET /bookings/\xff\xfe'), [400]],
    ['a fragment', rawRequest('GET /livez#x'), [200]],
  ])('%s', async (_, bytes, statuses) => {
    expect(await statusesOf(bytes)).toEqual(statuses);
  });
});

it('a thousand requests in one piece are no way to talk', async () => {
  const flood = Buffer.concat(Array.from({ length: 1_000 }, () => rawRequest('GET /livez')));
  expect((await statusesOf(flood)).length).toBeLessThan(100);
  await expectHonestService(at.url);
});

describe('what is too large is refused', () => {
  const bodyOf = (text: string) => post([['Content-Length', sizeOf(text)]], text);
  const create = (field: string, json: string): Buffer =>
    bodyOf(bookingWith('large').replace('}', `,"${field}":${json}}`));
  it.each<[string, Uint8Array, ...statuses: number[]]>([
    ['a body', bodyOf(' '.repeat(16_385)), 413],
    ['a body of gigabytes that never comes', post([['Content-Length', '9000000000']], ''), 413, 400],
    ['a header', rawRequest('GET /livez', [['X', 'x'.repeat(20_000)]]), 431],
    ['headers', rawRequest('GET /livez', Array.from({ length: 5_000 }, (_, n) => [`a${n}`, ''] as const)), 431],
    ['an address', rawRequest(`GET /${'x'.repeat(20_000)}`), 431],
    ['a query', rawRequest(`GET /bookings?${'a=1&'.repeat(3_000)}`), 400],
    ['a query of names', rawRequest(`GET /bookings?${Array.from({ length: 2_000 }, (_, n) => `a${n}`).join('&')}`), 400],
    ['a key', post([['Idempotency-Key', 'k'.repeat(10_000)], ['Content-Length', '2']], '{}'), 400],
    ['a version', rawRequest('PATCH /bookings/x', [JSON_TYPE, ['If-Match', `"${'9'.repeat(10_000)}"`]]), 400],
    ['a path of many parts', rawRequest(`GET ${'/a'.repeat(5_000)}`), 404],
    ['an id', rawRequest(`GET /bookings/${'x'.repeat(10_000)}`), 400],
    ['a depth of lists', bodyOf('['.repeat(8_000) + ']'.repeat(8_000)), 400],
    ['a depth of objects', bodyOf('{"a":'.repeat(2_500) + '1' + '}'.repeat(2_500)), 400],
    ['a depth that never ends', bodyOf('['.repeat(16_000)), 400],
    ['a depth in a field', create('metadata', '['.repeat(5_000) + ']'.repeat(5_000)), 400],
    ['a number', bodyOf(`{"units":${'9'.repeat(10_000)}}`), 400],
    ['a number of fields', bodyOf(JSON.stringify(Object.fromEntries(Array.from({ length: 1_500 }, (_, n) => [`a${n}`, 1])))), 400],
    ['notes', create('notes', `"${'x'.repeat(501)}"`), 400],
    ['metadata', create('metadata', `{${Array.from({ length: 21 }, (_, n) => `"${n}":""`).join(',')}}`), 400],
  ])('%s', async (_, bytes, ...statuses) => {
    expect(await statusesOf(bytes)).toEqual(statuses);
    await expectHonestService(at.url);
  });
});

it('the last of very many headers counts as much as the first', async () => {
  const many = Array.from({ length: 1_000 }, (_, n) => [`a${n}`, ''] as const);
  const body = bookingWith('last-header');
  const keyed = post([...many, ['Content-Length', sizeOf(body)], ['Idempotency-Key', 'the last']], body);
  expect(await statusesOf(Buffer.concat([keyed, keyed]))).toEqual([201, 201]);
});
