import { once } from 'node:events';
import { connect } from 'node:net';
import { user } from 'holdfast/testing';
import { describe, expect, it } from 'vitest';
import { errAsync } from '../../../../src/domain/result.js';
import { RawConnection, rawRequest } from '../../../attacks/raw-connection.js';
import { subscribe } from '../../live/live-client.js';
import { as, byName, connectionsOf, ground, UPGRADE } from './ground.js';

const KEY = ['Sec-WebSocket-Key', 'dGhlIHNhbXBsZSBub25jZQ=='] as const;
const VERSION = ['Sec-WebSocket-Version', '13'] as const;
const SAM = ['Authorization', 'sam'] as const;

const withTicket = (ticket: string) => ({ protocols: ['holdfast.v1', `ticket.${ticket}`] });

describe('who connects', () => {
  it('says so in Authorization, and is told the subprotocol when it asks for it', async () => {
    const { open } = await ground();
    const plain = await open(as('sam'));
    expect(plain.socket.protocol).toBe('');
    expect(await plain.ask(subscribe('all'))).toEqual({ action: 'subscribed', topics: ['all'] });
    const named = await open({ ...as('ada'), protocols: ['other', 'holdfast.v1'] });
    expect(named.socket.protocol).toBe('holdfast.v1');
    expect(await named.ask(subscribe('all'))).toEqual({ action: 'error', code: 'forbidden', topic: 'all' });
  });

  it('is refused as any other request would be when it says nothing, or nothing that is true', async () => {
    const { refusal } = await ground();
    for (const connecting of [{}, as('eve')]) {
      const { status, headers, problem } = await refusal(connecting);
      expect(status).toBe(401);
      expect(headers).toMatchObject({ 'content-type': 'application/problem+json', 'www-authenticate': 'Bearer', connection: 'close' });
      expect(problem).toMatchObject({ code: 'unauthenticated', status: 401, instance: '/live' });
    }
  });

  it('is asked nothing in the address: what stands there is neither read nor repeated', async () => {
    const { refusal, live } = await ground();
    const { ticket } = (await live.tickets.issue(user('ada')))._unsafeUnwrap();
    const { status, problem } = await refusal({}, `/live?access_token=sam&ticket=${ticket}`);
    expect(status).toBe(401);
    expect(JSON.stringify(problem)).not.toMatch(/sam|ticket/);
  });

  it('is unknown by a fault of authenticate, which is told by its id', async () => {
    const told: unknown[] = [];
    const fault = new Error('no keys');
    const { refusal } = await ground({
      authenticate: () => Promise.reject(fault),
      onError(...what) {
        told.push(what);
        throw new Error('no log either');
      },
    });
    const { status, problem } = await refusal();
    expect(status).toBe(500);
    expect(told).toEqual([[fault, problem['incidentId']]]);
  });

  it('is refused when it is not found out in time', async () => {
    const { refusal } = await ground({ authenticate: () => new Promise(() => undefined) }, { handshakeMs: 50 });
    expect(await refusal()).toMatchObject({ status: 503, code: 'no_connection', headers: { 'retry-after': '1' } });
  });
});

describe('a ticket', () => {
  it('lets one connect without Authorization, once, as whom it was issued to', async () => {
    const { open, refusal, live } = await ground();
    const { ticket } = (await live.tickets.issue(user('ada')))._unsafeUnwrap();
    const client = await open(withTicket(ticket));
    expect(client.socket.protocol).toBe('holdfast.v1');
    expect(await client.ask(subscribe('user:ada'))).toMatchObject({ action: 'subscribed' });
    expect(await client.ask(subscribe('user:bob'))).toMatchObject({ code: 'forbidden' });
    expect(await refusal(withTicket(ticket))).toMatchObject({ status: 401, code: 'unauthenticated' });
  });

  it('is good for one of two who connect with it at once', async () => {
    const { port, live } = await ground();
    const { ticket } = (await live.tickets.issue(user('ada')))._unsafeUnwrap();
    const headers = [...UPGRADE, KEY, VERSION, ['Sec-WebSocket-Protocol', `holdfast.v1, ticket.${ticket}`] as const];
    const racers = Array.from({ length: 5 }, () => new RawConnection(port));
    const statuses = racers.map(async (racer) => {
      racer.write(rawRequest('GET /live', headers));
      const [first] = (await once(racer.socket, 'data')) as [Buffer];
      return first.toString('latin1', 9, 12);
    });
    expect((await Promise.all(statuses)).sort()).toEqual(['101', '401', '401', '401', '401']);
    for (const racer of racers) racer.end();
  });

  it('that is forged is refused, whoever sends it', async () => {
    const { refusal } = await ground();
    for (const forged of ['x'.repeat(43), '', 'x'.repeat(5_000)]) {
      expect(await refusal({ ...as('sam'), ...withTicket(forged) })).toMatchObject({ status: 401 });
    }
  });

  it('is not used up by a handshake that fails for something else', async () => {
    const { open, refusal, live, port } = await ground();
    const { ticket } = (await live.tickets.issue(user('ada')))._unsafeUnwrap();
    expect(await refusal({ ...withTicket(ticket), origin: 'https://evil.example' })).toMatchObject({ status: 403 });
    const bad = new RawConnection(port);
    const offered = ['Sec-WebSocket-Protocol', `ticket.${ticket}`] as const;
    expect((await bad.ask(rawRequest('GET /live', [...UPGRADE, VERSION, offered])))?.status).toBe(400);
    await open(withTicket(ticket));
  });

  it('cannot be redeemed while tickets cannot be reached', async () => {
    const down = () => errAsync({ kind: 'store_unavailable' as const });
    const { refusal } = await ground({ ticketStore: { put: down, take: down } });
    expect(await refusal(withTicket('any'))).toMatchObject({ status: 503, code: 'store_unavailable', headers: { 'retry-after': '1' } });
  });

  it('is all that one connects with where nobody is asked for anything else', async () => {
    const { open, refusal, live } = await ground({ authenticate: undefined });
    expect(await refusal(as('sam'))).toMatchObject({ status: 401 });
    const { ticket } = (await live.tickets.issue(user('ada')))._unsafeUnwrap();
    await open(withTicket(ticket));
  });
});

describe('a page', () => {
  it('of the same host or of a configured origin connects, and no other', async () => {
    const { open, refusal, port } = await ground({ origins: ['https://desk.example'] });
    for (const origin of [`http://127.0.0.1:${port}`, `https://127.0.0.1:${port}`, 'https://desk.example']) {
      await open({ ...as('sam'), origin });
    }
    for (const origin of ['https://evil.example', 'http://desk.example', 'http://127.0.0.1:1', 'null', 'https://desk.example.evil']) {
      expect(await refusal({ ...as('sam'), origin }), origin).toMatchObject({ status: 403, code: 'forbidden' });
    }
  });

  it('of any origin connects where any may', async () => {
    const { open } = await ground({ origins: ['*'] });
    for (const origin of ['https://anyone.example', 'null']) await open({ ...as('sam'), origin });
  });

  it('is not even asked who it is where it is not admitted', async () => {
    let asked = 0;
    const { refusal } = await ground({
      admits: ({ headers }) => headers.host === 'localhost',
      authenticate(request) {
        asked += 1;
        return byName?.(request);
      },
    });
    expect(await refusal(as('sam'))).toMatchObject({ status: 403 });
    expect(asked).toBe(0);
  });
});

describe('a handshake that is none', () => {
  it.each<[string, string, readonly (readonly [string, string])[], number, readonly string[]]>([
    ['has another method', 'POST /live', [...UPGRADE, KEY, VERSION], 405, []],
    ['has no key', 'GET /live', [...UPGRADE, VERSION], 400, ['Sec-WebSocket-Key']],
    ['has a key that is none', 'GET /live', [...UPGRADE, VERSION, ['Sec-WebSocket-Key', 'short']], 400, ['Sec-WebSocket-Key']],
    ['speaks a version that we do not', 'GET /live', [...UPGRADE, KEY, ['Sec-WebSocket-Version', '7']], 400, ['Sec-WebSocket-Version']],
    ['offers a subprotocol twice', 'GET /live', [...UPGRADE, KEY, VERSION, ['Sec-WebSocket-Protocol', 'a, a']], 400, ['Sec-WebSocket-Protocol']],
    ['offers two tickets', 'GET /live', [...UPGRADE, KEY, VERSION, ['Sec-WebSocket-Protocol', 'ticket.a, ticket.b']], 400, ['Sec-WebSocket-Protocol']],
    ['offers what is no name', 'GET /live', [...UPGRADE, KEY, VERSION, ['Sec-WebSocket-Protocol', 'a b']], 400, ['Sec-WebSocket-Protocol']],
  ])('%s', async (_, first, headers, status, wrong) => {
    const { port } = await ground();
    const connection = new RawConnection(port);
    const answer = await connection.ask(rawRequest(first, [SAM, ...headers]));
    expect(answer).toMatchObject({ status, headers: { 'content-type': 'application/problem+json' } });
    const { errors = [] } = JSON.parse(answer?.text ?? '{}');
    expect(errors.map(({ path }: { path: string }) => path)).toEqual(wrong);
    await connection.closed;
  });

  it.each([['7'], ['8'], ['14'], ['13, 8'], [undefined]])('of version %s is told that we speak 13', async (version) => {
    const { port } = await ground();
    const offered = version === undefined ? [] : [['Sec-WebSocket-Version', version] as const];
    const answer = await new RawConnection(port).ask(rawRequest('GET /live', [SAM, ...UPGRADE, KEY, ...offered]));
    expect(answer).toMatchObject({ status: 400, headers: { 'sec-websocket-version': '13' } });
  });

  it('of our version that is wrong in something else is told nothing of versions', async () => {
    const { port } = await ground();
    const answer = await new RawConnection(port).ask(rawRequest('GET /live', [SAM, ...UPGRADE, VERSION]));
    expect(answer?.status).toBe(400);
    expect(answer?.headers).not.toHaveProperty('sec-websocket-version');
  });
});

it('who is refused and does not hang up is hung up on', async () => {
  const { port, server } = await ground();
  const stays = connect({ port, host: '127.0.0.1', allowHalfOpen: true });
  stays.write(rawRequest('GET /live', [...UPGRADE, KEY, VERSION]));
  await once(stays.resume(), 'end');
  await expect.poll(() => connectionsOf(server)).toBe(0);
  stays.destroy();
});
