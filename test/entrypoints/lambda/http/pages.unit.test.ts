import { createHttpHandler } from 'holdfast/lambda';
import { createTestBookings } from 'holdfast/testing';
import { describe, expect, it } from 'vitest';
import { httpEvent } from './http-event.js';

const HERE = 'https://app.example';
const { bookings } = createTestBookings();

const asking = (corsOrigins: readonly string[] | undefined, method: string, headers: Readonly<Record<string, string>>) =>
  createHttpHandler(bookings, { corsOrigins })(
    httpEvent({ routeKey: 'OPTIONS /{proxy+}', pathParameters: { proxy: 'bookings' }, rawPath: '/bookings', headers, requestContext: { http: { method } } }),
  );
const preflight = (corsOrigins: readonly string[] | undefined, origin: string) =>
  asking(corsOrigins, 'OPTIONS', { origin, 'access-control-request-method': 'POST' });

describe('a browser that asks for leave to call from a page', () => {
  it('gets it for an origin that was named', async () => {
    expect(await preflight([HERE], HERE)).toEqual({
      statusCode: 204,
      headers: expect.objectContaining({ 'Access-Control-Allow-Origin': HERE, 'Access-Control-Allow-Methods': 'GET, HEAD, POST, PATCH, PUT, DELETE' }),
      body: '',
    });
  });

  it.each([
    ['another origin', [HERE], 'https://evil.example'],
    ['any, where none was named', undefined, HERE],
    ['any, where an empty list was', [], HERE],
  ])('does not for %s', async (_, corsOrigins, origin) => {
    const { statusCode, headers } = await preflight(corsOrigins, origin);
    expect(statusCode).toBe(405);
    expect(Object.keys(headers).filter((name) => name.startsWith('Access-Control'))).toEqual([]);
  });
});

describe('an answer', () => {
  it('says which page may read it, and what of it', async () => {
    expect((await asking([HERE], 'GET', { origin: HERE })).headers).toMatchObject({
      'Access-Control-Allow-Origin': HERE,
      'Access-Control-Expose-Headers': expect.stringContaining('ETag'),
      Vary: 'Origin',
    });
  });

  it('to OPTIONS that asks for no leave is that of the API', async () => {
    expect(await asking([HERE], 'OPTIONS', { origin: HERE })).toMatchObject({ statusCode: 405 });
  });
});
