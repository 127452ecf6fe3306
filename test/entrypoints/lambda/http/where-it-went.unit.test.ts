import { createHttpHandler, type HttpEvent } from 'holdfast/lambda';
import { describe, expect, it } from 'vitest';
import { placeOf } from '../../../../src/entrypoints/lambda/http/place.js';
import { world } from '../../http/world.js';
import { httpEvent } from './http-event.js';

const at = (rawPath: string, more: Partial<HttpEvent> = {}, stage = '$default', base?: string) => {
  const { requestContext } = httpEvent();
  return placeOf(httpEvent({ rawPath, ...more, requestContext: { ...requestContext, stage } }), base);
};
const found = (routeKey: string, pathParameters: Record<string, string> = {}) => ({ routeKey, pathParameters });
const HISTORY = found('GET /bookings/{bookingId}/history', { bookingId: 'b-1' });

describe('an address that a route of ours was found for', () => {
  it.each([
    { rawPath: '/bookings/b-1/history', base: '', where: 'at the root' },
    { rawPath: '/prod/bookings/b-1/history', base: '/prod', where: 'in a stage' },
  ])('$where', ({ rawPath, base }) => {
    expect(at(rawPath, HISTORY)).toEqual({ base, path: '/bookings/b-1/history' });
  });

  it('without a parameter', () => {
    expect(at('/prod/bookings', found('POST /bookings'))).toEqual({ base: '/prod', path: '/bookings' });
  });

  it('is encoded again, since it comes decoded', () => {
    const parameter = found('GET /bookings/{bookingId}', { bookingId: '50% a/b?#é' });
    expect(at('/bookings/50% a/b?#é', parameter)).toEqual({ base: '', path: '/bookings/50%25%20a%2Fb%3F%23%C3%A9' });
  });

  it('whose parameter is a whole segment there, and all but an ending here', () => {
    expect(at('/prod/bookings/b-1.ics', found('GET /bookings/{bookingId}', { bookingId: 'b-1.ics' }))).toEqual({
      base: '/prod',
      path: '/bookings/b-1.ics',
    });
    const token = 'x'.repeat(43);
    for (const method of ['GET', 'DELETE'])
      expect(at(`/prod/calendars/${token}.ics`, found(`${method} /calendars/{token}`, { token: `${token}.ics` }))).toEqual({
        base: '/prod',
        path: `/calendars/${token}.ics`,
      });
  });

  it('that is not the one it went to: then the path decides', () => {
    expect(at('/bookings/b-2/history', HISTORY, 'prod')).toEqual({ base: '', path: '/bookings/b-2/history' });
    expect(at('/prod/livez', found('GET /livez/'), 'prod')).toEqual({ base: '/prod', path: '/livez' });
  });
});

describe('an address that a route of somebody’s own was found for', () => {
  const ID = { bookingId: 'b-1' };
  it.each<{ routeKey: string; parameters: Record<string, string>; base: string; path: string }>([
    { routeKey: 'ANY /{any+}', parameters: { any: 'bookings/b 1' }, base: '', path: '/bookings/b%201' },
    { routeKey: 'ANY /api/{proxy+}', parameters: { proxy: 'bookings/b 1' }, base: '/api', path: '/bookings/b%201' },
    { routeKey: 'ANY /bookings/{proxy+}', parameters: { proxy: 'b 1' }, base: '', path: '/bookings/b%201' },
    { routeKey: 'ANY /bookings/{proxy+}', parameters: { proxy: 'b-1/history' }, base: '', path: '/bookings/b-1/history' },
    { routeKey: 'ANY /v1/bookings/{proxy+}', parameters: { proxy: 'b-1' }, base: '/v1', path: '/bookings/b-1' },
    { routeKey: 'ANY /bookings/{id}/{proxy+}', parameters: { id: 'b-1', proxy: 'cancel' }, base: '', path: '/bookings/b-1/cancel' },
    { routeKey: 'GET /bookings/{id}', parameters: { id: 'b-1' }, base: '', path: '/bookings/b-1' },
    { routeKey: 'GET /v1/bookings/{bookingId}', parameters: ID, base: '/v1', path: '/bookings/b-1' },
    { routeKey: 'GET /v1/desk/bookings', parameters: {}, base: '/v1/desk', path: '/bookings' },
    { routeKey: 'GET /{version}/bookings/{bookingId}', parameters: { version: 'v 1', ...ID }, base: '/v%201', path: '/bookings/b-1' },
    { routeKey: 'ANY /services/desk/{proxy+}', parameters: { proxy: 'livez' }, base: '/services/desk', path: '/livez' },
    { routeKey: 'ANY /bookings/bookings/{proxy+}', parameters: { proxy: 'b-1' }, base: '/bookings', path: '/bookings/b-1' },
  ])('$routeKey', ({ routeKey, parameters, base, path }) => {
    const rawPath = routeKey.slice(routeKey.indexOf('/')).replaceAll(/\{(\w+)\+?\}/g, (_, name: string) => parameters[name] ?? '');
    expect(at(rawPath, found(routeKey, parameters))).toEqual({ base, path });
    expect(at(`/prod${rawPath}`, found(routeKey, parameters), 'prod')).toEqual({ base: `/prod${base}`, path });
    expect(at(`/prod${rawPath}`, found(routeKey, parameters), 'prod', '/desk')).toEqual({ base: `/desk${base}`, path });
  });

  it('with a word where ours has a parameter: then the path decides', () => {
    expect(at('/v1/services/massage', found('GET /v1/services/massage'))).toEqual({ base: '', path: '/v1/services/massage' });
  });
});

describe('a base that was given', () => {
  it.each([
    { how: 'by a route of ours', more: HISTORY },
    { how: 'by its path', more: {} },
  ])('stands in place of the stage, which is what an event names behind a domain’s mapping: $how', ({ more }) => {
    const path = '/bookings/b-1/history';
    expect(at(`/prod${path}`, more, 'prod', '/v1')).toEqual({ base: '/v1', path });
    expect(at(`/prod${path}`, more, 'prod', '')).toEqual({ base: '', path });
    expect(at(path, more, '$default', '/v1')).toEqual({ base: '/v1', path });
  });
});

describe('a base that is no path', () => {
  it.each(['v1', '/', '/v1/', '//evil.example', '/a b', '/a?b', 'https://desk.example/v1'])('is refused at once: %j', (base) => {
    expect(() => createHttpHandler(world().bookings, { base })).toThrow(TypeError);
  });
});

describe('an address that no route was found for', () => {
  it.each([
    { stage: '$default', rawPath: '/bookings/b-1', base: '', path: '/bookings/b-1' },
    { stage: 'prod', rawPath: '/prod/bookings/b-1', base: '/prod', path: '/bookings/b-1' },
    { stage: 'prod', rawPath: '/prod', base: '/prod', path: '/' },
    { stage: 'prod', rawPath: '/production/livez', base: '', path: '/production/livez' },
    { stage: '$default', rawPath: '/$default/livez', base: '', path: '/%24default/livez' },
    { stage: '$default', rawPath: '/bookings/\uD800', base: '', path: '/bookings/%EF%BF%BD' },
  ])('$rawPath in the stage $stage', ({ stage, rawPath, base, path }) => {
    expect(at(rawPath, {}, stage)).toEqual({ base, path });
  });
});

describe('an address of a Function URL', () => {
  it('stays as it was sent', () => {
    const requestContext = { domainName: 'abc.lambda-url.eu-central-1.on.aws', stage: '$default', http: { method: 'GET' } };
    expect(placeOf(httpEvent({ rawPath: '/bookings/a%2Fb', requestContext }))).toEqual({
      base: '',
      path: '/bookings/a%2Fb',
    });
    expect(placeOf(httpEvent({ rawPath: '/bookings/a%2Fb', requestContext }), '/v1')).toEqual({
      base: '/v1',
      path: '/bookings/a%2Fb',
    });
  });
});
