import type { HttpEvent } from 'holdfast/lambda';
import { describe, expect, it } from 'vitest';
import { placeOf } from '../../../../src/entrypoints/lambda/http/place.js';
import { httpEvent } from './http-event.js';

const at = (rawPath: string, more: Partial<HttpEvent> = {}, stage = '$default') => {
  const { requestContext } = httpEvent();
  return placeOf(httpEvent({ rawPath, ...more, requestContext: { ...requestContext, stage } }));
};
const found = (routeKey: string, pathParameters: Record<string, string> = {}) => ({ routeKey, pathParameters });
const HISTORY = found('GET /bookings/{bookingId}/history', { bookingId: 'b-1' });

describe('an address that a route of ours was found for', () => {
  it.each([
    { rawPath: '/bookings/b-1/history', base: '', where: 'at the root' },
    { rawPath: '/prod/bookings/b-1/history', base: '/prod', where: 'in a stage' },
    { rawPath: '/v1/desk/bookings/b-1/history', base: '/v1/desk', where: 'where a domain maps it to' },
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

  it('that is not the one it went to: then the path decides', () => {
    expect(at('/bookings/b-2/history', HISTORY, 'prod')).toEqual({ base: '', path: '/bookings/b-2/history' });
    expect(at('/prod/livez', found('GET /livez/'), 'prod')).toEqual({ base: '/prod', path: '/livez' });
  });
});

describe('an address below a greedy route', () => {
  it('is ours from there on', () => {
    expect(at('/api/bookings/b 1', found('ANY /api/{proxy+}', { proxy: 'bookings/b 1' }))).toEqual({
      base: '/api',
      path: '/bookings/b%201',
    });
    expect(at('/prod/bookings', found('ANY /{any+}', { any: 'bookings' }), 'prod')).toEqual({
      base: '/prod',
      path: '/bookings',
    });
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
  });
});
