import { describe, expect, it } from 'vitest';
import { actorOf, actorOfGatewayClaims } from '../../../src/entrypoints/http/tokens/claims.js';

const READERS = [
  ['a token that we checked', actorOf],
  ['API Gateway’s claims', actorOfGatewayClaims],
] as const;

describe.each(READERS)('the roles of %s', (_, read) => {
  const rolesBy = (roles: unknown) => read({ sub: 'ada', roles })?.roles;

  it.each([[['staff']], [['user', 'staff']], [['admin', 'staff']], [['staff', 'system']]])('%j are staff', (roles) => {
    expect(rolesBy(roles)).toEqual(['staff']);
  });

  it.each([undefined, null, [[]], [['user']], [['system']], [['STAFF']], [[['staff']]], 7, true, { staff: true }])(
    '%j are a user’s',
    (roles) => {
      expect(rolesBy(roles)).toEqual(['user']);
    },
  );
});

const LISTS_AS_TEXT = ['[staff]', '[staff user]', '[user staff]', '[staff system]'];

it.each(LISTS_AS_TEXT)('a token that we checked says a list as a list: %j is a text, and makes a user', (roles) => {
  expect(actorOf({ sub: 'ada', roles })?.roles).toEqual(['user']);
});

describe('the roles of a token as API Gateway hands them over', () => {
  const rolesBy = (roles: unknown) => actorOfGatewayClaims({ sub: 'ada', roles })?.roles;

  it.each(LISTS_AS_TEXT)('%j are staff', (roles) => {
    expect(rolesBy(roles)).toEqual(['staff']);
  });

  it.each([
    ['a text that is no list, as it was none in the token', 'staff'],
    ['two texts that are no list', 'user staff'],
    ['a list that may have been one role of two words', '[former staff]'],
    ['roles of others beside ours, for the same reason', '[admin staff]'],
    ['no role', '[]'],
    ['the system’s own role', '[system]'],
    ['another spelling', '[Staff]'],
    ['commas', '[user,staff]'],
    ['a list in a list', '[[staff]]'],
    ['spaces that no list has', '[ staff ]'],
    ['half a list', '[staff'],
    ['more than a list', '[staff] '],
    ['JSON', '["staff"]'],
    ['lines', '[staff\nuser]'],
  ])('%s: a user’s', (_, roles) => {
    expect(rolesBy(roles)).toEqual(['user']);
  });
});

describe.each(READERS)('the subject of %s', (_, read) => {
  it.each(['ada', 'auth0|5f7c', 'a'.repeat(255), '[ada]'])('may be %j', (sub) => {
    expect(read({ sub })?.subject).toBe(sub);
  });

  it.each([undefined, null, '', 'ada lovelace', 'a'.repeat(256), 'ada\n', 'ädä', 7, ['ada'], { sub: 'ada' }])(
    'is none when it is %j',
    (sub) => {
      expect(read({ sub, roles: ['staff'] })).toBeUndefined();
    },
  );

  it('is none without claims', () => {
    expect(read(undefined)).toBeUndefined();
    expect(read({})).toBeUndefined();
  });
});
