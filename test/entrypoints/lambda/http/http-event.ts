import type { HttpEvent } from 'holdfast/lambda';

/** A request of ada's to an HTTP API, unless said. */
export const httpEvent = (more: Partial<HttpEvent> = {}): HttpEvent => ({
  version: '2.0',
  routeKey: '$default',
  rawPath: '/livez',
  rawQueryString: '',
  headers: { 'content-type': 'application/json' },
  isBase64Encoded: false,
  ...more,
  requestContext: {
    domainName: 'abc123.execute-api.eu-central-1.amazonaws.com',
    stage: '$default',
    http: { method: 'GET', sourceIp: '192.0.2.1' },
    authorizer: { jwt: { claims: { sub: 'ada' } } },
    ...more.requestContext,
  },
});

/** A create. */
export const createEvent = (body: string | undefined, more: Partial<HttpEvent> = {}): HttpEvent =>
  httpEvent({
    rawPath: '/bookings',
    routeKey: 'POST /bookings',
    body,
    ...more,
    requestContext: { http: { method: 'POST' }, ...more.requestContext },
  });
