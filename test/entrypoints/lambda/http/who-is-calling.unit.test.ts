import { createHttpHandler, type HttpEvent, type HttpHandlerOptions } from 'holdfast/lambda';
import { describe, expect, it } from 'vitest';
import { massage } from '../../http/scenario.js';
import { world } from '../../http/world.js';
import { httpEvent } from './http-event.js';

/** Staff may look at all bookings of a service, a user gets but those of its own; nobody gets none. */
async function seenBy(authorizer: unknown, options: HttpHandlerOptions = {}, more: Partial<HttpEvent> = {}) {
  const { bookings } = world();
  const staff = { subject: 'sam', roles: ['staff'] as const };
  expect((await bookings.create(massage(undefined, 'bob'), { actor: staff })).isOk()).toBe(true);
  const requestContext = { ...httpEvent().requestContext, authorizer } as HttpEvent['requestContext'];
  const event = httpEvent({ rawPath: '/bookings', rawQueryString: 'serviceId=massage', ...more, requestContext });
  const { statusCode, headers, body } = await createHttpHandler(bookings, options)(event);
  return statusCode === 200 ? JSON.parse(body).items.length : { statusCode, challenge: headers['WWW-Authenticate'] };
}
const claiming = (claims: unknown) => ({ jwt: { claims, scopes: null } });
const NOBODY = { statusCode: 401, challenge: 'Bearer' };

describe('by the claims of a JWT authorizer', () => {
  it('staff is staff, and a user is a user', async () => {
    expect(await seenBy(claiming({ sub: 'sam', roles: '[staff]' }))).toBe(1);
    expect(await seenBy(claiming({ sub: 'ada' }))).toBe(0);
    expect(await seenBy(claiming({ sub: 'bob', roles: '[system]' }))).toBe(1);
  });

  it.each([
    ['no authorizer', undefined],
    ['no claims', {}],
    ['null for claims', claiming(null)],
    ['text for claims', claiming('sub')],
    ['no subject', claiming({ roles: '[staff]' })],
    ['those of a Lambda authorizer', { lambda: { sub: 'sam', subject: 'sam', roles: '[staff]' } }],
    ['those of IAM, as a Function URL has them', { iam: { userId: 'sam', userArn: 'arn:aws:iam::1:user/sam' } }],
    ['those of a REST API', { claims: { sub: 'sam', roles: '[staff]' } }],
  ])('%s is nobody', async (_, authorizer) => {
    expect(await seenBy(authorizer)).toEqual(NOBODY);
  });

  it('nobody is whom the request itself names', async () => {
    const headers = { authorization: 'Bearer x', 'x-user': 'sam', cookie: 'sub=sam' };
    expect(await seenBy(undefined, {}, { headers, body: '{"sub":"sam"}' })).toEqual(NOBODY);
  });
});

describe('by a function of one’s own', () => {
  it('is asked with the event, and the claims no more', async () => {
    const authenticate: HttpHandlerOptions['authenticate'] = async ({ headers }) =>
      headers?.['x-key'] === 'k' ? { subject: 'sam', roles: ['staff'] } : undefined;
    const claims = claiming({ sub: 'sam', roles: '[staff]' });
    expect(await seenBy(undefined, { authenticate }, { headers: { 'x-key': 'k' } })).toBe(1);
    expect(await seenBy(claims, { authenticate })).toEqual(NOBODY);
  });

  it('that fails is a fault of ours, told to onError under the id that the caller gets', async () => {
    const told: unknown[] = [];
    const fault = new Error('no keys');
    const answer = await seenBy(undefined, {
      authenticate: () => Promise.reject(fault),
      newIncidentId: () => 'incident-7',
      onError: (error, incidentId) => void told.push(error, incidentId),
    });
    expect(answer).toMatchObject({ statusCode: 500 });
    expect(told).toEqual([fault, 'incident-7']);
  });
});
