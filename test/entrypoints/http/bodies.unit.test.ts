import { describe, expect, it } from 'vitest';
import { createHttpApi } from '../../../src/entrypoints/http/api.js';
import type { HttpRequest, RequestBody } from '../../../src/entrypoints/http/message.js';
import { toHttpRequest } from './direct-wire.js';
import { massage } from './scenario.js';
import { actorOf, world } from './world.js';

function office() {
  const { bookings, clock } = world();
  return createHttpApi(bookings, { clock, newIncidentId: () => 'incident', onError: () => undefined });
}
function posting(headers: Readonly<Record<string, string>>, body?: RequestBody): HttpRequest {
  const text = JSON.stringify(massage());
  const request = toHttpRequest({ method: 'POST', target: '/bookings', headers, body: text, as: actorOf('ada') });
  return body === undefined ? request : { ...request, body: () => body };
}

describe('a body of JSON', () => {
  it.each([
    'application/json',
    'Application/JSON',
    'application/json; charset=utf-8',
    'application/json;charset="UTF-8"',
    'application/json; profile=x; charset=utf-8',
    'application/json; version=1',
  ])('is read as %s', async (type) => {
    expect((await office()(posting({ 'content-type': type }))).status).toBe(201);
  });

  it.each([
    'application/json; charset=latin-1',
    'application/json; charset=utf-16',
    'application/json; charset=utf-8x',
    'application/json; charset=charset=utf-8',
    'application/json; charset=utf8',
    'application/json; charset=',
    'text/json',
    'application/merge-patch+json',
    '',
  ])('is not read as %j', async (type) => {
    const answer = await office()(posting({ 'content-type': type }));
    expect(answer).toMatchObject({ status: 415, headers: { Accept: 'application/json' } });
  });

  it.each([
    ['identity', 201],
    ['gzip', 415],
  ])('encoded as %s is answered with %i', async (encoding, status) => {
    const request = posting({ 'content-type': 'application/json', 'content-encoding': encoding });
    expect((await office()(request)).status).toBe(status);
  });
});

describe('a body that the host program has parsed', () => {
  const parsed = (value: unknown): RequestBody => ({ kind: 'parsed', value });

  it('is taken as it is, however it was encoded on its way', async () => {
    const headers = { 'content-type': 'application/json', 'content-encoding': 'gzip' };
    expect((await office()(posting(headers, parsed(massage())))).status).toBe(201);
  });

  it('must be of a type that the route takes all the same', async () => {
    expect((await office()(posting({ 'content-type': 'text/plain' }, parsed(massage())))).status).toBe(415);
  });

  it('is judged like any other', async () => {
    const answer = await office()(posting({ 'content-type': 'application/json' }, parsed('text')));
    expect(JSON.parse(answer.body)).toMatchObject({ errors: [{ path: '', message: 'must be an object' }] });
  });
});

describe('a route that takes no body', () => {
  it('never asks for it', async () => {
    const request = toHttpRequest({ method: 'GET', target: '/bookings', headers: {}, as: actorOf('ada') });
    const body = (): never => {
      throw new Error('nobody reads this');
    };
    expect((await office()({ ...request, body })).status).toBe(200);
  });
});
