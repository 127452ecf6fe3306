import { describe, expect, it } from 'vitest';
import * as z from 'zod/mini';
import { matcher } from '../../../src/entrypoints/http/match.js';
import { ROUTES } from '../../../src/entrypoints/http/routes.js';
import type { OpenRoute } from '../../../src/entrypoints/http/route.js';
import { serviceAtStart } from '../../../src/entrypoints/http/schemas/services.js';
import { toSuccessResponse } from '../../../src/entrypoints/http/success-response.js';
import { okAsync } from '../../../src/domain/result.js';
import { openDirect, toHttpRequest } from './direct-wire.js';
import { world } from './world.js';

const open = (path: string): OpenRoute => ({
  open: true,
  method: 'GET',
  path,
  operationId: path,
  summary: '',
  success: { status: 200, schema: z.unknown() },
  refusals: [],
  answer: () => okAsync({ status: 200, body: {} }),
});

describe('an address', () => {
  const match = matcher([open('/a/{name}'), open('/b/x{name}'), open('/c/{name}y')]);

  it('has a parameter where a whole segment is one', () => {
    expect(match('GET', '/a/1')).toMatchObject({ kind: 'route', raw: { name: '1' } });
    expect(match('GET', '/a/')).toEqual({ kind: 'route_not_found' });
  });

  it('is taken by the letter where only part of a segment looks like one', () => {
    expect(match('GET', '/b/x1').kind).toBe('route_not_found');
    expect(match('GET', '/b/x{name}')).toMatchObject({ kind: 'route', raw: {} });
    expect(match('GET', '/c/1y').kind).toBe('route_not_found');
    expect(match('GET', '/c/{name}y')).toMatchObject({ kind: 'route', raw: {} });
  });

  it('begins with a slash', () => {
    const real = matcher(ROUTES);
    expect(real('GET', '/bookings').kind).toBe('route');
    for (const path of ['bookings', 'x/bookings', '', '//bookings']) expect(real('GET', path).kind).toBe('route_not_found');
  });
});

describe('the document', () => {
  const serversAt = async (...bases: readonly string[]) => {
    const { bookings } = world();
    const wires = await Promise.all(bases.map((base) => openDirect(bookings, base)));
    const asked = { method: 'GET', target: '/openapi.json', headers: {} };
    const answers = await Promise.all(wires.map((wire) => wire.send(asked)));
    return answers.map(({ text }) => (JSON.parse(text) as { servers: unknown }).servers);
  };

  it('says where it is served, wherever that is', async () => {
    expect(await serversAt('', '/api/v1', '')).toEqual([[{ url: '/' }], [{ url: '/api/v1' }], [{ url: '/' }]]);
  });
});

describe('a success', () => {
  const request = (method: string) => toHttpRequest({ method, target: '/bookings', headers: {} });

  it('without a version has a tag of its content for those who read, and none for those who write', () => {
    const success = { status: 200, body: { a: 1 } } as const;
    expect(toSuccessResponse(success, request('GET')).headers['ETag']).toMatch(/^W\/"[\w-]{43}"$/);
    expect(toSuccessResponse(success, request('HEAD')).headers['ETag']).toMatch(/^W\/"[\w-]{43}"$/);
    expect(toSuccessResponse(success, request('POST')).headers).toEqual({ 'Content-Type': 'application/json' });
  });
});

describe('a service in a file', () => {
  it('is a service that is put, and says which', () => {
    expect(z.safeParse(serviceAtStart, { serviceId: 'chair', capacity: 2 }).success).toBe(true);
    expect(z.safeParse(serviceAtStart, { capacity: 2 }).success).toBe(false);
  });
});
