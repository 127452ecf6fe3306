import { createWebSocketHandler, type WebSocketEvent } from 'holdfast/lambda';
import { describe, expect, it } from 'vitest';
import { inMemorySubscriptions } from '../../../../src/adapters/in-memory/index.js';
import { errAsync } from '../../../../src/domain/result.js';
import { staff, user } from '../../../../src/entrypoints/testing/index.js';
import type { Logger } from '../../../../src/ports/index.js';
import { CONNECTED_AT, message, socketEvent } from './websocket-event.js';

function live() {
  const subscriptions = inMemorySubscriptions();
  const logged: (readonly [string, object])[] = [];
  const logger: Logger = {
    warn: (facts, text) => void logged.push([text, facts]),
    error: (facts, text) => void logged.push([text, facts]),
  };
  const handler = createWebSocketHandler({ subscriptions, logger, newIncidentId: () => 'incident-1' });
  return {
    subscriptions,
    logged,
    handler,
    reply: async (event: WebSocketEvent): Promise<unknown> => {
      const { statusCode, body = '' } = await handler(event);
      expect(statusCode).toBe(200);
      return JSON.parse(body);
    },
    followers: async (now = CONNECTED_AT) => (await subscriptions.subscribersOf(['all', 'user:ada'], now))._unsafeUnwrap(),
  };
}

const all = { action: 'subscribe', topics: ['all'] };
const asBase64 = (text: string): Partial<WebSocketEvent> => ({ body: Buffer.from(text).toString('base64'), isBase64Encoded: true });

describe('a connection', () => {
  it('is accepted when the authorizer says who it is, and nothing is stored for it', async () => {
    const { handler, followers } = live();
    expect(await handler(socketEvent('$connect'))).toEqual({ statusCode: 200 });
    expect(await followers()).toEqual([]);
  });

  it.each(['holdfast.v1', 'ticket.abc, holdfast.v1', 'holdfast.v1,other'])(
    'that asks for our subprotocol is told that it is spoken, however the header is spelled: %s',
    async (offered) => {
      const { handler } = live();
      for (const name of ['Sec-WebSocket-Protocol', 'sec-websocket-protocol', 'SEC-WEBSOCKET-PROTOCOL']) {
        expect(await handler(socketEvent('$connect', { headers: { Host: 'h', [name]: offered } }))).toEqual({
          statusCode: 200,
          headers: { 'Sec-WebSocket-Protocol': 'holdfast.v1' },
        });
      }
    },
  );

  it('may ask for it on one line of several', async () => {
    const { handler } = live();
    for (const lines of [['holdfast.v1', 'ticket.abc'], ['ticket.abc', 'holdfast.v1']]) {
      const headers = { 'Sec-WebSocket-Protocol': lines[1] };
      const event = socketEvent('$connect', { headers, multiValueHeaders: { 'Sec-WebSocket-Protocol': lines } });
      expect(await handler(event)).toMatchObject({ headers: { 'Sec-WebSocket-Protocol': 'holdfast.v1' } });
    }
  });

  it('may come without headers', async () => {
    const { handler } = live();
    for (const none of [{}, { headers: null, multiValueHeaders: null }]) {
      expect(await handler(socketEvent('$connect', none))).toEqual({ statusCode: 200 });
    }
  });

  it.each(['holdfast.v2', 'holdfast', '', 'holdfast.v1x'])('that asks for another one is told of none: %j', async (offered) => {
    const { handler } = live();
    const event = socketEvent('$connect', { headers: { 'Sec-WebSocket-Protocol': offered } });
    expect(await handler(event)).toEqual({ statusCode: 200 });
  });

  it.each([
    ['is missing', {}],
    ['is null', { authorizer: null }],
    ['is empty', { authorizer: {} }],
    ['is another program’s', { authorizer: { principalId: 'sam', claims: { sub: 'sam' } } }],
    ['names no subject', { authorizer: { roles: 'staff' } }],
    ['names a role that nobody has', { authorizer: { subject: 'sam', roles: 'owner' } }],
    ['names the system', { authorizer: { subject: 'sam', roles: 'system' } }],
  ])('is refused when what the authorizer says of it %s, and so is every message on it', async (_, context) => {
    const { handler, followers } = live();
    for (const routeKey of ['$connect', '$default']) {
      const { requestContext, ...event } = socketEvent(routeKey, { actor: null, body: JSON.stringify(all) });
      expect(await handler({ ...event, requestContext: { ...requestContext, ...context } })).toEqual({ statusCode: 401 });
    }
    expect(await followers()).toEqual([]);
  });

  it('that ends follows nothing any more', async () => {
    const { handler, followers, reply } = live();
    await reply(message({ action: 'subscribe', topics: ['all', 'user:ada'] }));
    expect(await handler(socketEvent('$disconnect', { actor: null }))).toEqual({ statusCode: 200 });
    expect(await followers()).toEqual([]);
    expect(await handler(socketEvent('$disconnect'))).toEqual({ statusCode: 200 });
  });

  it('that ends while the store cannot be reached is left to its expiry, and that is logged', async () => {
    const { handler, subscriptions, logged } = live();
    const cause = new Error('no route to the table');
    Object.assign(subscriptions, { remove: () => errAsync({ kind: 'store_unavailable', cause }) });
    expect(await handler(socketEvent('$disconnect'))).toEqual({ statusCode: 503 });
    expect(logged).toEqual([['subscriptions not removed', { connectionId: 'c-1=', cause }]]);
  });
});

describe('a message', () => {
  it('is answered in the body, and has effect for two hours and ten minutes from the connection’s beginning', async () => {
    const { reply, followers } = live();
    expect(await reply(message(all))).toEqual({ action: 'subscribed', topics: ['all'] });
    const end = CONNECTED_AT + (2 * 60 + 10) * 60_000;
    expect(await followers(end - 1)).toEqual([{ connectionId: 'c-1=', actor: staff('sam') }]);
    expect(await followers(end)).toEqual([]);
    expect(await reply(message({ action: 'unsubscribe', topics: ['all'] }))).toEqual({ action: 'unsubscribed', topics: ['all'] });
    expect(await followers()).toEqual([]);
  });

  it('is that of whom the authorizer named, whatever else it says', async () => {
    const { reply, followers } = live();
    expect(await reply(message(all, { actor: user('ada') }))).toEqual({ action: 'error', code: 'forbidden', topic: 'all' });
    const own = { action: 'subscribe', topics: ['user:ada'] };
    expect(await reply(message(own, { actor: user('ada') }))).toEqual({ action: 'subscribed', topics: ['user:ada'] });
    expect(await followers()).toEqual([{ connectionId: 'c-1=', actor: user('ada') }]);
  });

  it('on a route that somebody made for its action is a message like any other', async () => {
    const { reply } = live();
    for (const routeKey of ['ping', 'subscribe', 'anything']) {
      expect(await reply(socketEvent(routeKey, { body: '{"action":"ping"}' }))).toEqual({ action: 'pong' });
    }
  });

  it('may come as base64', async () => {
    expect(await live().reply(message(null, asBase64('{"action":"ping"}')))).toEqual({ action: 'pong' });
  });

  it.each<[string, Partial<WebSocketEvent>, string]>([
    ['missing', { body: undefined }, 'not_json'],
    ['null', { body: null }, 'not_json'],
    ['empty', { body: '' }, 'not_json'],
    ['no JSON', { body: 'hello' }, 'not_json'],
    ['missing, and base64', { body: undefined, isBase64Encoded: true }, 'not_json'],
    ['no base64, though it says so', { body: '{"action":"ping"}', isBase64Encoded: true }, 'not_text'],
    ['base64, though it does not say so', { ...asBase64('{"action":"ping"}'), isBase64Encoded: false }, 'not_json'],
    ['bytes that are no text', { body: '//79', isBase64Encoded: true }, 'not_text'],
    ['too large', { body: `"${'x'.repeat(16_383)}"` }, 'frame_too_large'],
    ['too large as bytes', asBase64('x'.repeat(16_385)), 'frame_too_large'],
    ['a list', { body: '[]' }, 'not_an_object'],
  ])('that is %s is answered with an error', async (_, part, code) => {
    expect(await live().reply(message(null, part))).toMatchObject({ action: 'error', code });
  });

  it('that meets with a bug is answered with an incident, which the log has too', async () => {
    const { reply, subscriptions, logged } = live();
    const bug = new RangeError('a bug');
    const thrown = (): never => {
      throw bug;
    };
    Object.assign(subscriptions, { subscribe: thrown });
    expect(await reply(message(all))).toEqual({ action: 'error', code: 'internal_error', incidentId: 'incident-1' });
    expect(logged).toEqual([['frame not answered', { error: bug, incidentId: 'incident-1' }]]);
  });
});

it('a log that throws costs nobody an answer', async () => {
  const throws = (): never => {
    throw new Error('the log is down');
  };
  const down = () => errAsync({ kind: 'store_unavailable' as const });
  const subscriptions = { ...inMemorySubscriptions(), subscribe: down, unsubscribe: throws, remove: down };
  const handler = createWebSocketHandler({ subscriptions, logger: { warn: throws, error: throws }, newIncidentId: () => 'incident-1' });
  const replyTo = async (frame: object): Promise<unknown> => JSON.parse((await handler(message(frame))).body ?? '');
  expect(await replyTo(all)).toEqual({ action: 'error', code: 'try_again' });
  const unsubscribe = { action: 'unsubscribe', topics: ['all'] };
  expect(await replyTo(unsubscribe)).toEqual({ action: 'error', code: 'internal_error', incidentId: 'incident-1' });
  expect(await handler(socketEvent('$disconnect'))).toEqual({ statusCode: 503 });
});

describe('what is no event of a WebSocket API', () => {
  const { requestContext } = socketEvent('$default');
  it.each<[string, unknown]>([
    ['nothing', undefined],
    ['null', null],
    ['a text', 'event'],
    ['a list', []],
    ['without a context', { body: '{}' }],
    ['an HTTP request', { version: '2.0', routeKey: 'GET /live', rawPath: '/live', requestContext: { http: { method: 'GET' } } }],
    ['a record of a stream', { Records: [{ eventName: 'INSERT', dynamodb: {} }] }],
    ['without a route', { requestContext: { ...requestContext, routeKey: undefined } }],
    ['without a connection', { requestContext: { ...requestContext, connectionId: 7 } }],
    ['without an instant', { requestContext: { ...requestContext, connectedAt: 'yesterday' } }],
    ['with a body that is no text', { requestContext, body: { action: 'ping' } }],
  ])('fails, so that its sender hears of it: %s', async (_, event) => {
    await expect(live().handler(event as WebSocketEvent)).rejects.toThrow(/^holdfast answers a WebSocket API/);
  });
});
