import { once } from 'node:events';
import type { RequestListener, Server } from 'node:http';
import { describe, expect, it } from 'vitest';
import { RawConnection, rawRequest } from '../../../attacks/raw-connection.js';
import { ground, notFound, SHAKE, UPGRADE } from './ground.js';

const HTTP2 = [['Connection', 'Upgrade, HTTP2-Settings'], ['Upgrade', 'h2c'], ['HTTP2-Settings', 'AAMAAABkAARAAAAAAAIAAAAA']] as const;

/** The host's app: says what it was sent. */
const echo: RequestListener = (request, response) => {
  const parts: Buffer[] = [];
  request.on('data', (part: Buffer) => parts.push(part));
  request.on('end', () => {
    const { method, url, headers } = request;
    response.end(JSON.stringify([method, url, headers['x-sent'], Buffer.concat(parts).toString()]));
  });
};

/** Answers, but not at once. */
const slow: RequestListener = ({ url }, response) => void setTimeout(() => response.end(url), 30);

/** What Node did before 22.21, whatever was put there. */
const asBefore = (server: Server): unknown =>
  Object.assign(server, { shouldUpgradeCallback: () => server.listenerCount('upgrade') > 0 });

const asItIs = (): void => undefined;

describe.each([['this Node', asItIs], ['a Node that asks nobody', asBefore]] as const)('on %s', (_, prepare) => {
  async function host() {
    const on = await ground();
    on.server.off('request', notFound).on('request', echo);
    prepare(on.server);
    return on;
  }

  it.each([
    ['an offer of HTTP/2', 'GET /bookings', HTTP2, ''],
    ['an offer of HTTP/2 with a body', 'POST /bookings', [...HTTP2, ['Content-Length', '5']], 'hello'],
    ['an offer of HTTP/2 at our address', 'GET /live', HTTP2, ''],
    ['an offer of nothing known', 'GET /other', [['Connection', 'Upgrade'], ['Upgrade', 'WEBSOCKETS']], ''],
    ['a handshake at another address', 'GET /other', SHAKE, ''],
    ['a handshake almost at our address', 'GET /live/', SHAKE, ''],
    ['a handshake in other letters', 'GET /LIVE?x=1', SHAKE, ''],
  ] as const)('%s is an ordinary request to the host', async (_what, first, headers, body) => {
    const { port } = await host();
    const connection = new RawConnection(port);
    const method = first.slice(0, first.indexOf(' '));
    const answer = await connection.ask(rawRequest(first, [...headers, ['X-Sent', 'h\xe4']], body), method);
    expect(answer?.status).toBe(200);
    expect(JSON.parse(answer?.text ?? '')).toEqual([...first.split(' '), 'h\xe4', body]);
    connection.end();
  });

  it('a body that comes in pieces comes whole', async () => {
    const { port } = await host();
    const connection = new RawConnection(port);
    connection.write(rawRequest('POST /bookings', [...HTTP2, ['Content-Length', '10']], 'hel'));
    await new Promise((later) => setTimeout(later, 50));
    expect(JSON.parse((await connection.ask('lo you!', 'POST'))?.text ?? '')[3]).toBe('hello you!');
    connection.end();
  });

  it('is left to the host where the host listens, and ours is ours', async () => {
    const { server, port, open } = await host();
    server.on('upgrade', ({ url, headers }, socket) => {
      if (url !== '/live' || headers.upgrade === 'h2c') socket.end('HTTP/1.1 418 Theirs\r\nContent-Length: 0\r\n\r\n');
    });
    for (const request of [rawRequest('GET /theirs', UPGRADE), rawRequest('GET /live', HTTP2)]) {
      expect((await new RawConnection(port).ask(request))?.status).toBe(418);
    }
    await open();
  });
});

it('a host that listens and takes none of an offer answers it as ever', async () => {
  const { server, port } = await ground({}, {}, { shouldUpgradeCallback: ({ headers }) => headers.upgrade === 'theirs' });
  server.on('upgrade', (_request, socket) => socket.destroy());
  const connection = new RawConnection(port);
  expect((await connection.ask(rawRequest('GET /bookings', HTTP2)))?.status).toBe(404);
  connection.end();
});

describe('a handshake that does not wait for the answer before it', () => {
  const hurried = Buffer.concat([rawRequest('GET /first'), rawRequest('GET /live', [...SHAKE, ['Authorization', 'sam']])]);

  it('is answered in its turn, as an ordinary request, and the next one that waits connects', async () => {
    const { server, port } = await ground();
    server.off('request', notFound).on('request', slow);
    const connection = new RawConnection(port);
    expect(await connection.ask(hurried)).toMatchObject({ status: 200, text: '/first' });
    expect(await connection.answer()).toMatchObject({ status: 200, text: '/live' });
    connection.write(rawRequest('GET /live', [...SHAKE, ['Authorization', 'sam']]));
    const [answer] = (await once(connection.socket, 'data')) as [Buffer];
    expect(answer.toString()).toMatch(/^HTTP\/1\.1 101 /);
    connection.end();
  });

  it('ends the connection on a Node that asks nobody', async () => {
    const { server, port } = await ground();
    server.off('request', notFound).on('request', slow);
    asBefore(server);
    expect(await new RawConnection(port).ask(hurried)).toBeUndefined();
  });
});
