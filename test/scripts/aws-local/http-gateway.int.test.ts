import { request } from 'node:http';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { Cors, Route } from '../../../scripts/aws-local/http/api.ts';
import { type HttpGatewaySettings, startHttpGateway } from '../../../scripts/aws-local/http/gateway.ts';
import { type Issuer, startIssuer } from '../../../scripts/aws-local/issuer.ts';
import { functionOf } from './function-source.ts';

const keyed = (isOpen: boolean, ...routeKeys: readonly string[]): readonly Route[] => routeKeys.map((routeKey) => ({ routeKey, isOpen }));
const OPEN = keyed(true, 'OPTIONS /{proxy+}', 'POST /bookings', 'GET /bookings/{bookingId}', 'GET /bookings/{bookingId}/history', '$default');
const BOUND = [...keyed(true, 'GET /livez', 'OPTIONS /{proxy+}'), ...keyed(false, 'POST /bookings', '$default')];
const CORS: Cors = { origins: ['https://a.example'], methods: ['GET', 'POST'], headers: ['Authorization'], exposed: ['ETag'], maxAge: 600 };
const ECHO = `exports.handler = async (event) => ({ statusCode: 200, body: JSON.stringify(event) });`;

type Given = Partial<HttpGatewaySettings> & { readonly timeoutMs?: number };

async function gatewayTo(source: string, { timeoutMs = 20_000, ...given }: Given = {}): Promise<{ readonly url: string; readonly issuer: Issuer }> {
  const issuer = await startIssuer();
  const called = functionOf(source, { timeoutMs });
  const claimsIn = (authorization: string | undefined) => issuer.claimsIn(authorization);
  const gateway = await startHttpGateway({ routes: OPEN, claimsIn, invoke: (event) => called.invoke(event), ...given });
  onTestFinished(() => {
    gateway.close();
    issuer.close();
  });
  return { url: gateway.url, issuer };
}

/** By Node's own client, which sends what it is told to, and nothing else. */
const rawly = (url: string, path: string, headers: Record<string, string | string[]>, method = 'GET', body?: Buffer) =>
  new Promise<{ readonly status: number; readonly text: string }>((resolve, reject) => {
    const sent = request(`${url}${path}`, { method, headers }, (response) => {
      let text = '';
      response.setEncoding('utf8');
      response.on('data', (chunk: string) => (text += chunk));
      response.on('end', () => resolve({ status: response.statusCode ?? 0, text }));
    });
    sent.once('error', reject).end(body);
  });
const eventOf = async (...asked: Parameters<typeof rawly>): Promise<unknown> => JSON.parse((await rawly(...asked)).text);

describe('an HTTP API', () => {
  it('tells the function of a request in payload format 2.0', async () => {
    const { url } = await gatewayTo(ECHO);
    const headers = { 'Content-Type': 'application/json', 'X-Twice': ['a', 'b'], Cookie: 'c=1; d=2', 'User-Agent': 'tried' };
    const event = await eventOf(url, '/bookings?a=1&b=%20x&a=2', headers, 'POST', Buffer.from('{"ä":1}'));
    expect(event).toMatchObject({
      version: '2.0',
      routeKey: 'POST /bookings',
      rawPath: '/bookings',
      rawQueryString: 'a=1&b=%20x&a=2',
      queryStringParameters: { a: '1,2', b: ' x' },
      cookies: ['c=1', 'd=2'],
      headers: { 'content-type': 'application/json', 'x-twice': 'a,b' },
      requestContext: { stage: '$default', routeKey: 'POST /bookings', http: { method: 'POST', path: '/bookings', userAgent: 'tried' } },
      body: '{"ä":1}',
      isBase64Encoded: false,
    });
    expect(event).not.toHaveProperty('headers.cookie');
    expect(event).not.toHaveProperty('requestContext.authorizer');
  });

  it.each([
    ['GET', '/bookings/b%201%2F2', 'GET /bookings/{bookingId}', '/bookings/b 1/2', { bookingId: 'b 1/2' }],
    ['GET', '/bookings/b-1/history', 'GET /bookings/{bookingId}/history', '/bookings/b-1/history', { bookingId: 'b-1' }],
    ['GET', '/bookings/', '$default', '/bookings/', undefined],
    ['DELETE', '/bookings', '$default', '/bookings', undefined],
    ['GET', '/bookings/%zz', 'GET /bookings/{bookingId}', '/bookings/%zz', { bookingId: '%zz' }],
    ['OPTIONS', '/bookings/b%201', 'OPTIONS /{proxy+}', '/bookings/b 1', { proxy: 'bookings/b 1' }],
    ['OPTIONS', '/', '$default', '/', undefined],
  ])('finds the route of %s %s, and decodes the path', async (method, path, routeKey, rawPath, pathParameters) => {
    const { url } = await gatewayTo(ECHO);
    const event = await eventOf(url, path, {}, method);
    expect(event).toMatchObject({ routeKey, rawPath });
    if (pathParameters) expect(event).toMatchObject({ pathParameters });
    else expect(event).not.toHaveProperty('pathParameters');
  });

  it.each([
    ['of another type', 'application/octet-stream', Buffer.from('{}'), { body: 'e30=', isBase64Encoded: true }],
    ['that is no UTF-8', 'application/json', Buffer.from([0xff]), { body: '/w==', isBase64Encoded: true }],
    ['with a byte order mark', 'application/json', Buffer.from('\uFEFF{}'), { body: '\uFEFF{}', isBase64Encoded: false }],
  ])('hands over a body %s', async (_, type, bytes, expected) => {
    const { url } = await gatewayTo(ECHO);
    expect(await eventOf(url, '/bookings', { 'Content-Type': type }, 'POST', bytes)).toMatchObject(expected);
  });

  it('says who is calling when the token is good, every claim as text, and else answers in its own words', async () => {
    const { url, issuer } = await gatewayTo(ECHO, { routes: BOUND });
    const asked = async (token: string) => eventOf(url, '/bookings', { Authorization: `Bearer ${token}` });
    expect(await asked(await issuer.tokenFor('sam', ['staff', 'user']))).toMatchObject({
      requestContext: {
        authorizer: { jwt: { claims: { sub: 'sam', roles: '[staff user]', exp: expect.stringMatching(/^\d+$/), aud: 'bookings' } } },
      },
    });
    const late = await issuer.tokenFor('sam', ['staff'], '-1s');
    const forged = `${(await issuer.tokenFor('sam')).slice(0, -8)}AAAAAAAA`;
    for (const bad of [late, forged, 'x.y.z', '']) expect(await asked(bad)).toEqual({ message: 'Unauthorized' });
  });

  it.each([
    ['POST', '/bookings', 401],
    ['GET', '/nowhere', 401],
    ['OPTIONS', '/', 401],
    ['OPTIONS', '/bookings', 200],
    ['GET', '/livez', 200],
  ])('asks %s %s for a token if its route does', async (method, path, status) => {
    const { url } = await gatewayTo(ECHO, { routes: BOUND });
    expect((await fetch(`${url}${path}`, { method })).status).toBe(status);
  });

  it('tells the function of nobody where it asks for no token, though one comes', async () => {
    const { url, issuer } = await gatewayTo(ECHO, { routes: BOUND });
    const authorization = `Bearer ${await issuer.tokenFor('sam')}`;
    expect(await eventOf(url, '/livez', { authorization })).not.toHaveProperty('requestContext.authorizer');
  });

  it('answers 404 where there is no route', async () => {
    const { url } = await gatewayTo(ECHO, { routes: keyed(true, 'GET /livez') });
    const response = await fetch(`${url}/bookings`);
    expect([response.status, await response.json()]).toEqual([404, { message: 'Not Found' }]);
  });
});

describe('an HTTP API that is configured for pages of other origins', () => {
  const SAYING = `exports.handler = async () => ({ statusCode: 202, headers: { 'Access-Control-Allow-Origin': 'https://b.example', ETag: 'x' } });`;
  const PREFLIGHT = { origin: 'https://a.example', 'access-control-request-method': 'POST' };
  const corsIn = ({ headers }: Response) => Object.fromEntries([...headers].filter(([name]) => name.startsWith('access-control-')));
  const LEAVE = {
    'access-control-allow-origin': 'https://a.example',
    'access-control-allow-methods': 'GET,POST',
    'access-control-allow-headers': 'Authorization',
    'access-control-max-age': '600',
  };

  it('puts its own headers in the place of the function’s, for an origin of the list alone', async () => {
    const { url } = await gatewayTo(SAYING, { cors: CORS });
    const asked = async (origin: string) => corsIn(await fetch(url, { headers: { origin } }));
    expect(await asked('https://a.example')).toEqual({ 'access-control-allow-origin': 'https://a.example', 'access-control-expose-headers': 'ETag' });
    expect(await asked('https://b.example')).toEqual({});
  });

  it('leaves the answer to a preflight request to the route that takes it, and adds its headers', async () => {
    const { url } = await gatewayTo(SAYING, { cors: CORS, routes: BOUND });
    const response = await fetch(`${url}/bookings`, { method: 'OPTIONS', headers: PREFLIGHT });
    expect([response.status, corsIn(response)]).toEqual([202, LEAVE]);
  });

  it('answers it where no route does, and not where $default wants a token', async () => {
    const [none, bound] = [keyed(true, 'GET /livez'), keyed(false, '$default')];
    const asked = async (routes: readonly Route[]) => {
      const { url } = await gatewayTo(SAYING, { cors: CORS, routes });
      return fetch(`${url}/bookings`, { method: 'OPTIONS', headers: PREFLIGHT });
    };
    const answered = await asked(none);
    expect([answered.status, corsIn(answered)]).toEqual([204, LEAVE]);
    expect((await asked(bound)).status).toBe(401);
  });

  it('and one that is not says what the function says', async () => {
    const { url } = await gatewayTo(SAYING);
    expect(corsIn(await fetch(url))).toEqual({ 'access-control-allow-origin': 'https://b.example' });
  });
});

describe('what a function answers an HTTP API', () => {
  const answering = (source: string) => gatewayTo(`exports.handler = async () => (${source});`);

  it('is sent as it is: status, headers, cookies, body', async () => {
    const { url } = await answering(`{ statusCode: 201, headers: { Location: '/b', 'X-N': 1 }, cookies: ['a=1', 'b=2'], body: 'ä' }`);
    const response = await fetch(url);
    expect([response.status, response.headers.get('location'), response.headers.get('x-n')]).toEqual([201, '/b', '1']);
    expect(response.headers.getSetCookie()).toEqual(['a=1', 'b=2']);
    expect(await response.text()).toBe('ä');
  });

  it('may be bytes', async () => {
    const { url } = await answering(`{ statusCode: 200, body: 'AP8=', isBase64Encoded: true }`);
    expect(Buffer.from(await (await fetch(url)).arrayBuffer())).toEqual(Buffer.from([0, 0xff]));
  });

  it.each([
    ['throws', `(() => { throw new Error('no'); })()`, 500, 'Internal Server Error'],
    ['answers with something else', `({ status: 200 })`, 500, 'Internal Server Error'],
    ['takes too long', `new Promise((done) => setTimeout(done, 60_000))`, 503, 'Service Unavailable'],
  ])('that %s is answered in the words of the API', async (_, source, status, message) => {
    const { url } = await gatewayTo(`exports.handler = async () => ${source};`, { timeoutMs: 300 });
    const response = await fetch(url);
    expect([response.status, await response.json()]).toEqual([status, { message }]);
  });
});
