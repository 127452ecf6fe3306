import { describe, expect, it } from 'vitest';
import { parseActor } from '../../../src/domain/input/actor.js';

const issuesOf = (input: unknown) => parseActor(input)._unsafeUnwrapErr().issues;

describe('an actor', () => {
  it('is a subject with roles', () => {
    expect(parseActor({ subject: 'ada', roles: ['user', 'staff'] })._unsafeUnwrap()).toEqual({
      subject: 'ada',
      roles: ['user', 'staff'],
    });
    expect(parseActor({ subject: 'u'.repeat(255), roles: [] }).isOk()).toBe(true);
  });
  it('is a copy, of these two fields only', () => {
    const roles = ['user'];
    const actor = parseActor({ subject: 'ada', roles, admin: true })._unsafeUnwrap();
    roles.push('staff');
    expect(actor).toEqual({ subject: 'ada', roles: ['user'] });
  });
  it.each(['', 'a b', 'ä', 'a\0', 'u'.repeat(256)])('is not of the subject %j', (subject) => {
    expect(issuesOf({ subject, roles: ['user'] })).toEqual([{ path: 'actor.subject', rule: 'format' }]);
  });
  it.each([[7], [null], [['ada']]])('is not of the subject %j', (subject) => {
    expect(issuesOf({ subject, roles: ['user'] })).toEqual([{ path: 'actor.subject', rule: 'string' }]);
  });
  it.each([
    [undefined],
    [null],
    ['staff'],
    [['root']],
    [['user', 'toString']],
    [[['staff']]],
    [{ 0: 'staff', length: 1 }],
  ])('has no roles like %j', (roles) => {
    expect(issuesOf({ subject: 'ada', roles })).toEqual([{ path: 'actor.roles', rule: 'roles' }]);
  });
  it('names the subject that is missing', () => {
    expect(issuesOf({ roles: ['user'] })).toEqual([{ path: 'actor.subject', rule: 'required' }]);
  });
  it.each([[null], ['ada'], [[]], [7]])('is an object: %j is none', (input) => {
    expect(issuesOf(input)).toEqual([{ path: 'actor', rule: 'object' }]);
  });
});
