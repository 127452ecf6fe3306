import { describe, expect, it } from 'vitest';
import { RawConnection, rawRequest } from '../../attacks/raw-connection.js';
import { connected, type LiveClient, refused, subscribe } from '../live/live-client.js';
import { ISSUED, tokenOf } from '../tokens.js';
import { addressOf, serverForTheFile, serversInAFolder } from './server-process.js';

const liveOf = (url: string): string => `${url.replace('http', 'ws')}/live`;

async function book(url: string, serviceId: string): Promise<string> {
  const answer = await fetch(`${url}/bookings`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ userId: 'ada', serviceId, dateTime: new Date(Date.now() + 86_400_000).toISOString() }),
  });
  const { bookingId } = (await answer.json()) as { bookingId: string };
  return bookingId;
}

async function follower(url: string): Promise<LiveClient> {
  const client = await connected(liveOf(url));
  await client.ask(subscribe('all'));
  return client;
}

describe('the server', () => {
  const at = serverForTheFile({ HOLDFAST_STORE: 'memory:', HOLDFAST_RATE_LIMIT: '3' });

  it('tells of every booking to all who follow, and issues tickets to follow with, so many a minute', async () => {
    const askForTicket = () => fetch(`${at.url}/live/tickets`, { method: 'POST' });
    const answer = await askForTicket();
    expect(answer.status).toBe(201);
    const { ticket, expiresAt } = (await answer.json()) as { ticket: string; expiresAt: string };
    expect(Date.parse(expiresAt)).toBeGreaterThan(Date.now());
    const clients = [await follower(at.url), await connected(liveOf(at.url), { protocols: ['holdfast.v1', `ticket.${ticket}`] })];
    await clients[1]?.ask(subscribe('service:chair'));
    const bookingId = await book(at.url, 'chair');
    for (const client of clients) {
      expect(await client.next()).toMatchObject({ action: 'bookingUpdate', data: { bookingId, version: 1 } });
      client.socket.close();
    }
    const statuses = [(await askForTicket()).status, (await askForTicket()).status];
    expect(statuses.at(-1)).toBe(429);
  });

  it.each([
    ['GET /livez', 'h2c', 200],
    ['GET /livez', 'websocket', 200],
    ['GET /other', 'websocket', 404],
    ['GET /live?x', 'h2c', 404],
    ['GET /live', 'websocket', 400],
    ['POST /live', 'websocket', 405],
  ])('answers %s as it is when the client offers to speak %s', async (first, upgrade, status) => {
    const connection = new RawConnection(at.port);
    const answer = await connection.ask(rawRequest(first, [['Connection', 'Upgrade'], ['Upgrade', upgrade]]));
    expect(answer?.status).toBe(status);
    connection.end();
  });

  it('has nothing at its live address for who offers nothing', async () => {
    const answer = await fetch(`${at.url}/live`);
    expect(answer.status).toBe(404);
    expect(await answer.json()).toMatchObject({ code: 'route_not_found', instance: '/live' });
  });

  it('answers a handshake that did not wait for the answer before it in its turn, as no handshake', async () => {
    const connection = new RawConnection(at.port);
    const key = ['Sec-WebSocket-Key', 'dGhlIHNhbXBsZSBub25jZQ=='] as const;
    const handshake = rawRequest('GET /live', [['Connection', 'Upgrade'], ['Upgrade', 'websocket'], key, ['Sec-WebSocket-Version', '13']]);
    expect(await connection.ask(Buffer.concat([rawRequest('GET /livez'), handshake]))).toMatchObject({ status: 200 });
    expect(await connection.answer()).toMatchObject({ status: 404 });
    connection.end();
  });
});

describe('a server that has room for eight connections', () => {
  const at = serverForTheFile({ HOLDFAST_STORE: 'memory:', HOLDFAST_MAX_CONNECTIONS: '8', HOLDFAST_JWT_SECRET: ISSUED.secret, HOLDFAST_JWT_ISSUER: ISSUED.issuer, HOLDFAST_JWT_AUDIENCE: ISSUED.audience });

  it('gives two of them to one caller', async () => {
    const as = async (name: string) => ({ headers: { Authorization: `Bearer ${await tokenOf(name)}` } });
    const clients = [await connected(liveOf(at.url), await as('ada')), await connected(liveOf(at.url), await as('ada'))];
    expect(await refused(liveOf(at.url), await as('ada'))).toMatchObject({ status: 429, code: 'too_many_requests' });
    clients.push(await connected(liveOf(at.url), await as('bob')));
    for (const client of clients) client.socket.close();
  });
});

describe('a server that is stopped', () => {
  const { start } = serversInAFolder({ HOLDFAST_STORE: 'sqlite:bookings.db' });

  it('says goodbye to who follows, and waits for nobody who does not answer', async () => {
    const server = start();
    const url = await addressOf(server);
    const [polite, deaf] = [await follower(url), await follower(url)];
    deaf.socket.pause();
    server.child.kill('SIGTERM');
    expect(await polite.closed).toEqual([1001, 'server stops']);
    expect(await server.ended).toBe(0);
    expect(server.err()).toBe('');
    deaf.socket.resume();
    await deaf.closed;
  });

  it('beside another one on the same file leaves the other its own followers', async () => {
    const servers = [start(), start()];
    const urls = await Promise.all(servers.map(addressOf));
    const clients = await Promise.all(urls.map(follower));
    // Whichever of the two takes an event from the outbox tells its own; which one that is, nobody can say.
    const bookingIds = await Promise.all([1, 2, 3, 4].map((n) => book(urls[n % 2] ?? '', `chair-${n}`)));
    const heard = (): unknown[] => clients.flatMap((client) => client.heard.map((frame) => Object(frame['data']).bookingId));
    await expect.poll(heard, { timeout: 10_000 }).toHaveLength(4);
    expect(heard().toSorted()).toEqual(bookingIds.toSorted());
  });
});
