import { once } from 'node:events';
import { user } from 'holdfast/testing';
import { describe, expect, it } from 'vitest';
import { LIVE_LIMITS } from '../../../../src/entrypoints/express/live/limits.js';
import { liveServer } from '../../../../src/entrypoints/express/live/live-server.js';
import { RawConnection, rawRequest } from '../../../attacks/raw-connection.js';
import { LiveClient } from '../../live/live-client.js';
import { as, byName, connectionsOf, type Ground, ground, SHAKE } from './ground.js';

const handshake = (others: readonly (readonly [string, string])[] = []) =>
  rawRequest('GET /live', [...SHAKE, ['Authorization', 'ada'], ...others]);

/** Connects, and says nothing more. */
async function silent(port: number): Promise<void> {
  const connection = new RawConnection(port);
  connection.write(handshake());
  await once(connection.socket, 'data');
}

/** How a handshake of this caller ends. */
async function statusOf({ url }: Ground, name = 'ada'): Promise<number> {
  const { socket } = new LiveClient(`${url}/live`, as(name));
  const refused = once(socket, 'unexpected-response').then(([, response]) => response.resume().statusCode as number);
  return Promise.race([refused, once(socket, 'open').then(() => 101)]);
}

describe('one caller', () => {
  it('has as many connections as one may have, and no more; others have their own', async () => {
    const { open, refusal, live } = await ground({ maxConnectionsPerSubject: 2 });
    const { ticket } = (await live.tickets.issue(user('ada')))._unsafeUnwrap();
    const clients = [await open(as('ada')), await open({ protocols: ['holdfast.v1', `ticket.${ticket}`] })];
    const { status, headers, problem } = await refusal(as('ada'));
    expect([status, headers['retry-after'], headers['content-type']]).toEqual([429, '60', 'application/problem+json']);
    expect(problem).toMatchObject({ code: 'too_many_requests', retryAfterSeconds: 60, instance: '/live' });
    clients.push(await open(as('bob')), await open(as('bob')));
    for (const client of clients) expect(await client.ask({ action: 'ping' })).toEqual({ action: 'pong' });
  });

  it('has no more either when all are let in at once', async () => {
    const [most, many] = [3, 20];
    const { promise: allAsk, resolve: letIn } = Promise.withResolvers<void>();
    let asked = 0;
    const here = await ground({
      maxConnectionsPerSubject: most,
      async authenticate(request) {
        asked += 1;
        if (asked === many) letIn();
        await allAsk;
        return byName?.(request);
      },
    });
    const statuses = await Promise.all(Array.from({ length: many }, () => statusOf(here)));
    expect(statuses.toSorted()).toEqual([...Array(most).fill(101), ...Array(many - most).fill(429)]);
  });

  it.each<[string, (here: Ground) => Promise<unknown>]>([
    ['says goodbye', async ({ open }) => (await open(as('ada'))).socket.close()],
    ['breaks off', async ({ open }) => (await open(as('ada'))).socket.terminate()],
    ['is not there any more', async ({ port }) => silent(port)],
    ['offered what is no name', async ({ port }) => new RawConnection(port).ask(handshake([['Sec-WebSocket-Protocol', 'a b']]))],
  ])('that %s may connect again', async (_, leave) => {
    const here = await ground({ maxConnectionsPerSubject: 1 }, { heartbeatMs: 100 });
    await leave(here);
    await expect.poll(() => statusOf(here)).toBe(101);
    expect(await statusOf(here)).toBe(429);
  });

  it('that was gone before it was let in takes no place', async () => {
    const waiting: (() => void)[] = [];
    const here = await ground({
      maxConnectionsPerSubject: 1,
      authenticate: async (request) => {
        if (waiting.length === 0) await new Promise<void>((letIn) => waiting.push(letIn));
        return byName?.(request);
      },
    });
    const gone = new RawConnection(here.port);
    gone.write(handshake());
    await expect.poll(() => waiting).toHaveLength(1);
    gone.socket.resetAndDestroy();
    await expect.poll(() => connectionsOf(here.server)).toBe(0);
    waiting[0]?.();
    expect(await statusOf(here)).toBe(101);
    expect(await statusOf(here)).toBe(429);
  });
});

it.each([0, -1, 1.5, Number.NaN, Number.POSITIVE_INFINITY])('%j connections of one are no limit', (maxConnectionsPerSubject) => {
  expect(() => liveServer({ maxConnectionsPerSubject }, LIVE_LIMITS)).toThrow(TypeError);
});
