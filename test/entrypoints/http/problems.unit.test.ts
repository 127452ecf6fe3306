import { describe, expect, it } from 'vitest';
import { toProblemResponse } from '../../../src/entrypoints/http/problem-response.js';
import { PROBLEM_FACTS } from '../../../src/entrypoints/http/problem-facts.js';

const at = { base: '/api', path: '/bookings' };
const bodyOf = (response: { readonly body: string }): unknown => JSON.parse(response.body);

describe('a problem', () => {
  it('carries the facts of its kind as members', () => {
    const told = toProblemResponse({ kind: 'version_mismatch', current: 3 }, at);
    expect(told.status).toBe(412);
    expect(bodyOf(told)).toEqual({
      type: 'urn:holdfast:error:version_mismatch',
      title: 'Version mismatch',
      status: 412,
      code: 'version_mismatch',
      detail: 'The version is 3; read again and decide again.',
      instance: '/api/bookings',
      current: 3,
    });
  });

  it('carries nothing that is no fact: an adapter’s cause stays inside', () => {
    const down = { kind: 'store_unavailable', cause: new Error('password=hunter2'), replayed: false } as const;
    expect(JSON.stringify(toProblemResponse(down, at))).not.toMatch(/hunter2|cause|replayed/);
  });

  it('has no fact that would hide a member of its own', () => {
    const own = ['type', 'title', 'status', 'code', 'detail', 'instance', 'errors'];
    for (const facts of Object.values(PROBLEM_FACTS))
      expect(Object.keys(facts).filter((name) => own.includes(name))).toEqual([]);
  });

  it('says when to come back', () => {
    expect(toProblemResponse({ kind: 'too_many_requests', retryAfterSeconds: 7 }, at).headers['Retry-After']).toBe('7');
    for (const kind of ['try_again', 'store_unavailable', 'aborted'] as const) {
      expect(toProblemResponse({ kind }, at)).toMatchObject({ status: 503, headers: { 'Retry-After': '1' } });
    }
  });

  it.each([
    ['/a"><script>', '/a%22%3E%3Cscript%3E'],
    ['/%zz/%41', '/%25zz/%41'],
    ['/%4z/%4', '/%254z/%254'],
    ['/é\r\nX: y', '/%C3%A9%0D%0AX:%20y'],
    ['/\ud800', '/%EF%BF%BD'],
    ['/bookings/a%2Db%2Fc%20%25', '/bookings/a-b%2Fc%20%25'],
  ])('tells the address %j as an address', (path, instance) => {
    expect(bodyOf(toProblemResponse({ kind: 'route_not_found' }, { base: '', path }))).toMatchObject({ instance });
  });
});
