import { once } from 'node:events';
import { inMemorySubscriptions } from 'holdfast/adapters/in-memory';
import { describe, expect, it } from 'vitest';
import { RawConnection, rawRequest } from '../../../attacks/raw-connection.js';
import { connected, LiveClient, subscribe } from '../../live/live-client.js';
import { as, ground } from './ground.js';

const HANDSHAKE = rawRequest('GET /live', [
  ['Connection', 'Upgrade'],
  ['Upgrade', 'websocket'],
  ['Sec-WebSocket-Key', 'dGhlIHNhbXBsZSBub25jZQ=='],
  ['Sec-WebSocket-Version', '13'],
  ['Authorization', 'sam'],
]);

describe('a connection', () => {
  it('with nobody at its other end is ended at the second ping, and one that answers stays', async () => {
    const { port, open } = await ground({}, { heartbeatMs: 100 });
    const dead = new RawConnection(port);
    dead.write(HANDSHAKE);
    const alive = await open();
    let pings = 0;
    alive.socket.on('ping', () => (pings += 1));
    await dead.closed;
    await expect.poll(() => pings).toBeGreaterThan(2);
    expect(await alive.ask({ action: 'ping' })).toEqual({ action: 'pong' });
  });

  it('ends when it is old, so that one says anew who one is', async () => {
    const { open } = await ground({}, { heartbeatMs: 10, connectionMs: 50 });
    const begun = Date.now();
    const client = await open();
    expect(await client.closed).toEqual([1001, 'connect again']);
    expect(Date.now() - begun).toBeGreaterThanOrEqual(49);
  });
});

describe('closing', () => {
  it('says goodbye to all, ends what they followed, and refuses who comes later', async () => {
    const subscriptions = inMemorySubscriptions();
    const { open, live, refusal } = await ground({ subscriptions });
    const clients = [await open(), await open()];
    for (const client of clients) await client.ask(subscribe('all'));
    await live.close();
    for (const client of clients) expect(await client.closed).toEqual([1001, 'server stops']);
    expect((await subscriptions.subscribersOf(['all'], Date.now()))._unsafeUnwrap()).toEqual([]);
    expect(await refusal(as('sam'))).toMatchObject({ status: 503, code: 'no_connection' });
    await live.close();
  });

  it('does not wait long for those who do not answer', async () => {
    const { port, live, server } = await ground({}, { closingMs: 50 });
    const silent = new RawConnection(port);
    silent.write(HANDSHAKE);
    await once(silent.socket, 'data');
    silent.socket.pause();
    await live.close();
    const closed = once(server, 'close');
    server.close();
    await closed;
    silent.end();
  });

  it('ends handshakes that are under way', async () => {
    let asked = (): void => undefined;
    const isAsked = new Promise<void>((resolve) => (asked = resolve));
    const { refusal, live } = await ground({
      authenticate: () => {
        asked();
        return new Promise(() => undefined);
      },
    });
    const refused = refusal();
    await isAsked;
    await live.close();
    expect(await refused).toMatchObject({ status: 503, code: 'no_connection' });
    // Nor is anybody asked any more: this would take its time.
    expect(await refusal()).toMatchObject({ status: 503 });
  });

  it.each(Array.from({ length: 12 }, (_, n) => n))('keeps none that was let in %i steps before', async (steps) => {
    let letIn = (): void => undefined;
    let asked = (): void => undefined;
    const isAsked = new Promise<void>((resolve) => (asked = resolve));
    const { live, url } = await ground({
      authenticate: () =>
        new Promise((resolve) => {
          letIn = () => resolve({ subject: 'sam', roles: ['staff'] });
          asked();
        }),
    });
    const client = new LiveClient(`${url}/live`);
    const answered = once(client.socket, 'unexpected-response').then(([, response]) => response.statusCode);
    await isAsked;
    letIn();
    for (let step = 0; step < steps; step += 1) await Promise.resolve();
    await live.close();
    expect([503, 1001]).toContain(await Promise.race([answered, client.closed.then(([code]) => code)]));
  });
});

it('a client that breaks off in the middle of its handshake is no matter', async () => {
  const resolvers: ((who: undefined) => void)[] = [];
  const { port, open, url } = await ground({
    authenticate: ({ headers }) =>
      headers.authorization === 'sam' ? new Promise<undefined>((resolve) => resolvers.push(resolve)) : { subject: 'ada', roles: ['user'] },
  });
  const gone = new RawConnection(port);
  gone.write(HANDSHAKE);
  await expect.poll(() => resolvers).toHaveLength(1);
  gone.socket.resetAndDestroy();
  await gone.closed;
  resolvers[0]?.(undefined);
  await open(as('ada'));
  expect(url).toContain(String(port));
  await connected(`${url}/live`);
});
