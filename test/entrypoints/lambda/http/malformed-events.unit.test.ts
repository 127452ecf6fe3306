import { createHttpHandler, type HttpEvent } from 'holdfast/lambda';
import { describe, expect, it } from 'vitest';
import { massage } from '../../http/scenario.js';
import { actorOf, world } from '../../http/world.js';
import { createEvent, httpEvent } from './http-event.js';

const office = () => {
  const { bookings, changes } = world();
  return { bookings, changes, handler: createHttpHandler(bookings) };
};
const asBase64 = (text: string): string => Buffer.from(text).toString('base64');
const valid = JSON.stringify(massage());
// What arrives need not be as its type says.
const any = (event: unknown) => event as HttpEvent;

describe('a body that is', () => {
  it.each<[string, Partial<HttpEvent>, string]>([
    ['missing', {}, ''],
    ['null', any({ body: null }), ''],
    ['empty', { body: '' }, ''],
    ['half a surrogate', { body: valid.replace('ada', 'ada\uD800') }, ''],
    ['an object', any({ body: massage() }), ''],
    ['no base64, though it says so', { body: valid, isBase64Encoded: true }, ''],
    ['cut base64', { body: asBase64(valid).slice(0, -3), isBase64Encoded: true }, ''],
    ['base64 with spaces', { body: ` ${asBase64(valid)}`, isBase64Encoded: true }, ''],
    ['base64 of bytes that are no UTF-8', { body: '//79', isBase64Encoded: true }, ''],
    ['base64, though it does not say so', { body: asBase64(valid) }, ''],
  ])('%s is answered with 400, and books nothing', async (_, part) => {
    const { handler, changes } = office();
    const { statusCode, body } = await handler(createEvent(undefined, part));
    expect({ statusCode, ...JSON.parse(body) }).toMatchObject({
      statusCode: 400,
      code: 'invalid_request',
      errors: [{ path: '' }],
    });
    expect(changes()).toBe(0);
  });

  it('base64 is read as the text it stands for', async () => {
    const { handler } = office();
    const answer = await handler(createEvent(asBase64(valid), { isBase64Encoded: true }));
    expect(answer.statusCode).toBe(201);
  });

  it('longer than 16 KB is answered with 413, in either form', async () => {
    const { handler } = office();
    const long = JSON.stringify({ ...massage(), notes: 'é'.repeat(8 * 1024) });
    expect(long.length).toBeLessThan(16 * 1024);
    expect((await handler(createEvent(long))).statusCode).toBe(413);
    expect((await handler(createEvent(asBase64(long), { isBase64Encoded: true }))).statusCode).toBe(413);
  });
});

describe('what an event may leave out', () => {
  it('is taken for empty', async () => {
    const { handler, bookings } = office();
    const created = await bookings.create(massage(), { actor: actorOf('ada') });
    const { headers: _headers, rawQueryString: _query, isBase64Encoded: _encoded, ...bare } = httpEvent({
      rawPath: `/bookings/${created._unsafeUnwrap().booking.bookingId}`,
    });
    expect((await handler(bare)).statusCode).toBe(200);
  });

  const NULLS = {
    headers: null,
    rawQueryString: null,
    pathParameters: null,
    cookies: null,
    queryStringParameters: null,
    stageVariables: null,
    body: null,
    isBase64Encoded: null,
  };

  it('is the same when it is null', async () => {
    const { handler, bookings } = office();
    const created = await bookings.create(massage(), { actor: actorOf('ada') });
    const { bookingId } = created._unsafeUnwrap().booking;
    const { requestContext } = httpEvent();
    const context = { ...requestContext, stage: null, domainName: null };
    const asked = async (method: string, rawPath: string, more: object = {}) => {
      const event = { ...httpEvent({ rawPath }), ...NULLS, requestContext: { ...context, http: { method, sourceIp: null } }, ...more };
      const { statusCode, body } = await handler(any(event));
      return { statusCode, ...JSON.parse(body) };
    };
    expect(await asked('GET', `/bookings/${bookingId}`)).toMatchObject({ statusCode: 200 });
    expect(await asked('GET', '/bookings', { routeKey: 'GET /bookings' })).toMatchObject({ statusCode: 200, items: [{ bookingId }] });
    const nulls = { 'content-type': null, 'if-match': null, 'idempotency-key': null, 'content-encoding': null };
    const cancelled = await asked('POST', `/bookings/${bookingId}/cancel`, { headers: nulls });
    expect(cancelled).toMatchObject({ statusCode: 200, status: 'cancelled' });
    const route = { routeKey: 'GET /bookings/{bookingId}' };
    expect(await asked('GET', `/bookings/${bookingId}`, route)).toMatchObject({ statusCode: 200 });
    const { authorizer: _, ...stranger } = context;
    for (const authorizer of [null, { jwt: null }, { jwt: { claims: null } }]) {
      const of = { requestContext: { ...stranger, http: { method: 'GET' }, authorizer } };
      expect(await asked('GET', '/bookings', of)).toMatchObject({ statusCode: 401 });
    }
  });
});

describe('an event that is not answered, so that its invocation fails', () => {
  const { requestContext: _context, ...contextless } = httpEvent();
  const { rawPath: _path, ...pathless } = httpEvent();
  it.each<[string, unknown, string]>([
    ['of payload format 1.0', { version: '1.0', resource: '/livez', path: '/livez', httpMethod: 'GET' }, 'format 1.0'],
    ['of a REST API', { resource: '/livez', path: '/livez', httpMethod: 'GET', requestContext: {} }, 'format 1.0'],
    ['of a queue', { Records: [{ eventSource: 'aws:sqs', body: '{}' }] }, 'something else'],
    ['of a schedule', { version: '0', source: 'aws.events', detail: {} }, 'something else'],
    ['of a WebSocket', { requestContext: { routeKey: '$connect' }, isBase64Encoded: false }, 'something else'],
    ['of the console', { key1: 'value1' }, 'something else'],
    ['without a request context', contextless, 'without a requestContext'],
    ['with a request context that is null', { ...contextless, requestContext: null }, 'without a requestContext'],
    ['without a method', { ...contextless, requestContext: { stage: '$default' } }, 'without a route'],
    ['without a path', pathless, 'without a route'],
    ['that is a text', 'event', 'no event'],
    ['that is null', null, 'no event'],
    ['that is missing', undefined, 'no event'],
  ])('%s', async (_, event, reason) => {
    const { handler } = office();
    const failed = handler(any(event));
    await expect(failed).rejects.toThrow(TypeError);
    await expect(failed).rejects.toThrow(reason);
  });
});
