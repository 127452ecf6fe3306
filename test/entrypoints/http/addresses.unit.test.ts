import { describe, expect, it } from 'vitest';
import * as z from 'zod/mini';
import { canonicalAddressOf } from '../../../src/entrypoints/http/address.js';
import { matcher } from '../../../src/entrypoints/http/match.js';
import { ROUTES } from '../../../src/entrypoints/http/routes.js';
import type { OpenRoute } from '../../../src/entrypoints/http/route.js';
import { serviceAtStart } from '../../../src/entrypoints/http/schemas/services.js';
import { toSuccessResponse } from '../../../src/entrypoints/http/success-response.js';
import { okAsync } from '../../../src/domain/result.js';
import { openDirect, toHttpRequest } from './direct-wire.js';
import { actorOf, world } from './world.js';

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

  it('may end as a parameter does not: then it says more than that one, whatever their order', () => {
    const both = matcher([open('/a/{name}'), { ...open('/a/{name}.ics'), operationId: 'file' }, open('/a/{name}/b')]);
    expect(both('GET', '/a/1.ics')).toMatchObject({ route: { operationId: 'file' }, raw: { name: '1' } });
    expect(both('GET', '/a/1.2.ics')).toMatchObject({ route: { operationId: 'file' }, raw: { name: '1.2' } });
    for (const name of ['.ics', '1.ICS', '1.icsx', '1%2Eics', 'ics'])
      expect(both('GET', `/a/${name}`)).toMatchObject({ route: { operationId: '/a/{name}' }, raw: { name } });
    expect(both('GET', '/a/1.ics/b')).toMatchObject({ route: { operationId: '/a/{name}/b' }, raw: { name: '1.ics' } });
  });

  it('that fits two templates has the methods of both', () => {
    const both = matcher([{ ...open('/a/{name}'), method: 'PATCH' }, open('/a/{name}.ics')]);
    expect(both('PATCH', '/a/1.ics')).toMatchObject({ kind: 'route', raw: { name: '1.ics' } });
    expect(both('PUT', '/a/1.ics')).toEqual({ kind: 'method_not_allowed', allow: ['GET', 'HEAD', 'PATCH'] });
    expect(both('PUT', '/a/1')).toEqual({ kind: 'method_not_allowed', allow: ['PATCH'] });
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

describe('the key of a calendar, which stands in its address', () => {
  it('is repeated by no problem, whatever went wrong there', async () => {
    const wire = await openDirect(world().bookings, '/api', world().calendars);
    const token = 'k'.repeat(43);
    const targets = [`${token}.ics`, token, `${token}/more`, `${token}.ics?x=1`, `%zz${token}.ics`];
    for (const method of ['GET', 'POST', 'DELETE'])
      for (const target of targets) {
        const { status, text, headers } = await wire.send({ method, target: `/calendars/${target}`, headers: {}, as: actorOf('ada') });
        expect(status).toBeGreaterThanOrEqual(400);
        expect(JSON.parse(text)).toMatchObject({ instance: '/api/calendars' });
        expect(text + JSON.stringify(headers)).not.toContain('kkk');
      }
  });

  it.each([
    ['/%63alendars/', '/calendars'],
    ['/%2563alendars/', '/calendars'],
    ['/%43alendar%53/', '/CalendarS'],
    ['/Calendars/', '/Calendars'],
    ['/CALENDARS/', '/CALENDARS'],
    ['//calendars/', '//calendars'],
    ['/calendars//', '/calendars'],
    ['/calendars%2F', '/calendars'],
    ['/calendars%5c', '/calendars'],
    ['/calendars\\', '/calendars'],
    ['/api/calendars/', '/api/calendars'],
    ['/a%20%C3%A9/%zz/calendars/', '/a%20%C3%A9/%25zz/calendars'],
    ['/a%20b/calendars/', '/a%20b/calendars'],
    ['http://127.0.0.1:3000/calendars/', 'http://127.0.0.1:3000/calendars'],
    ['calendars/', 'calendars'],
    ['/calendars/calendars/', '/calendars'],
  ])('nor at an address that is nearly the right one: %s', (path, instance) => {
    const request = { base: '', path: `${path}${'k'.repeat(43)}.ics` };
    expect(canonicalAddressOf(request)).toBe(instance);
  });

  it.each(['/bookings/calendars', '/my-calendars/x', '/calendarsx/y', '/calendars'])('is not looked for in %s', (path) => {
    expect(canonicalAddressOf({ base: '/calendars/desk', path })).toBe(`/calendars/desk${path}`);
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
