import type { Actor } from 'holdfast';
import { describe, expect, it } from 'vitest';
import { actorIn, toContext } from '../../../src/entrypoints/lambda/actor-context.js';

describe('the context of an authorizer', () => {
  it.each<Actor>([
    { subject: 'ada', roles: ['user'] },
    { subject: 'auth0|sam', roles: ['staff'] },
    { subject: 'sam', roles: ['staff', 'user'] },
  ])('carries $subject with $roles there and back', (actor) => {
    expect(actorIn(toContext(actor))).toEqual(actor);
  });

  it('holds text alone, as API Gateway carries it', () => {
    expect(toContext({ subject: 'sam', roles: ['staff', 'user'] })).toEqual({ subject: 'sam', roles: 'staff user' });
  });

  it('is read beside what API Gateway adds to it', () => {
    const context = { subject: 'ada', roles: 'user', principalId: 'ada', integrationLatency: 12 };
    expect(actorIn(context)).toEqual({ subject: 'ada', roles: ['user'] });
  });

  it.each([
    undefined,
    null,
    'ada',
    {},
    { subject: 'ada' },
    { roles: 'staff' },
    { principalId: 'ada', roles: 'staff' },
    { subject: '', roles: 'user' },
    { subject: 'ada lovelace', roles: 'user' },
    { subject: 7, roles: 'user' },
    { subject: 'ada', roles: '' },
    { subject: 'ada', roles: ['staff'] },
    { subject: 'ada', roles: 'constructor' },
    { subject: 'ada', roles: 'user  staff' },
    { subject: 'ada', roles: 'system' },
    { subject: 'ada', roles: 'staff system' },
  ])('%j is nobody', (context) => {
    expect(actorIn(context)).toBeUndefined();
  });
});
