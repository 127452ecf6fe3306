import { errAsync, type FeedTokens } from 'holdfast';
import { sha256 } from 'holdfast/adapters/system';
import { staff, user } from 'holdfast/testing';
import { describe, expect, it } from 'vitest';
import { ada, desk, sam } from './desk.js';
import { readCalendar } from './read-calendar.js';

const bob = user('bob');

describe('the token of a feed', () => {
  it('is 256 bits of chance, and only its digest is kept', async () => {
    const at = desk();
    const tokens = await Promise.all(Array.from({ length: 50 }, async () => (await at.office.share({ userId: 'ada' }, ada))._unsafeUnwrap()));
    expect(new Set(tokens).size).toBe(50);
    for (const token of tokens) expect(token).toMatch(/^[\w-]{43}$/);
    expect([...at.kept.keys()].sort()).toEqual(tokens.map((token) => sha256(token)).sort());
    expect(JSON.stringify([...at.kept])).not.toContain(tokens[0]);
  });

  it('opens one feed, and each token its own', async () => {
    const at = desk();
    await at.book();
    await at.book({ userId: 'bob' });
    const adas = (await at.office.share({ userId: 'ada' }, ada))._unsafeUnwrap();
    const bobs = (await at.office.share({ userId: 'bob' }, bob))._unsafeUnwrap();
    expect(readCalendar((await at.office.ofFeed(adas))._unsafeUnwrap()).name).toBe('Bookings of ada');
    expect(readCalendar((await at.office.ofFeed(bobs))._unsafeUnwrap()).name).toBe('Bookings of bob');
  });

  it.each(['', 'x', 'x'.repeat(42), 'x'.repeat(44), `${'x'.repeat(42)}!`, `${'x'.repeat(42)}=`, `${'x'.repeat(43)}\n`, `é${'x'.repeat(42)}`])(
    'is not looked up when it cannot be one: %j',
    async (token) => {
      const at = desk();
      expect((await at.office.ofFeed(token))._unsafeUnwrapErr()).toEqual({ kind: 'not_found' });
      expect((await at.office.revoke(token, sam))._unsafeUnwrapErr()).toEqual({ kind: 'not_found' });
      expect(at.asked.find).toBe(0);
    },
  );

  it('is worth nothing with one letter changed', async () => {
    const at = desk();
    const token = (await at.office.share({ userId: 'ada' }, ada))._unsafeUnwrap();
    for (let n = 0; n < token.length; n += 7) {
      const other = token.slice(0, n) + (token[n] === 'A' ? 'B' : 'A') + token.slice(n + 1);
      expect((await at.office.ofFeed(other)).isErr()).toBe(true);
    }
  });
});

describe('who may share', () => {
  it.each([
    ['their own', ada, { userId: 'ada' }, undefined],
    ['another user’s', ada, { userId: 'bob' }, 'forbidden'],
    ['a service’s', ada, { serviceId: 'ada' }, 'forbidden'],
    ['any user’s, as staff', sam, { userId: 'ada' }, undefined],
    ['any service’s, as staff', sam, { serviceId: 'chair' }, undefined],
    ['nothing, without a role', { subject: 'ada', roles: [] }, { userId: 'ada' }, 'forbidden'],
    ['nothing, as the system', { subject: 'system', roles: ['system'] as const }, { userId: 'ada' }, 'forbidden'],
    ['both at once', sam, { userId: 'ada', serviceId: 'chair' }, 'invalid_request'],
    ['nobody’s', sam, {}, 'invalid_request'],
    ['what is no user', sam, { userId: 'a b' }, 'invalid_request'],
    ['what is no service', sam, { serviceId: 'a/b' }, 'invalid_request'],
  ])('%s', async (_, actor, of, refused) => {
    const at = desk();
    const shared = await at.office.share(of, actor);
    expect(shared.isErr() ? shared.error.kind : undefined).toBe(refused);
    expect(at.kept.size).toBe(refused ? 0 : 1);
  });
});

describe('revoking', () => {
  const shared = async (of: { userId: string } | { serviceId: string }) => {
    const at = desk();
    return { ...at, token: (await at.office.share(of, sam))._unsafeUnwrap() };
  };

  it.each([
    ['the user', { userId: 'ada' }, ada, true],
    ['other staff', { userId: 'ada' }, staff('sue'), true],
    ['another user', { userId: 'ada' }, bob, false],
    ['other staff, a service’s', { serviceId: 'chair' }, staff('sue'), true],
    ['a user, a service’s', { serviceId: 'chair' }, ada, false],
  ] as const)('by %s', async (_, of, actor, mayRevoke) => {
    const { office, token } = await shared(of);
    const revoked = await office.revoke(token, actor);
    expect(revoked.isErr() ? revoked.error : undefined).toEqual(mayRevoke ? undefined : { kind: 'not_found' });
    expect((await office.ofFeed(token)).isErr()).toBe(mayRevoke);
  });

  it('ends a feed for ever, and once', async () => {
    const { office, token, kept } = await shared({ userId: 'ada' });
    const outcomes = await Promise.all(Array.from({ length: 5 }, async () => office.revoke(token, ada)));
    expect(outcomes.filter((outcome) => outcome.isOk())).toHaveLength(1);
    expect((await office.ofFeed(token))._unsafeUnwrapErr()).toEqual({ kind: 'not_found' });
    expect(kept.size).toBe(0);
  });
});

it('where tokens cannot be kept, that is the answer', async () => {
  const down = () => errAsync({ kind: 'store_unavailable' as const });
  const feedTokens: FeedTokens = { put: down, find: down, remove: down };
  const { office } = desk({ feedTokens });
  const token = 'x'.repeat(43);
  for (const outcome of [await office.share({ userId: 'ada' }, ada), await office.ofFeed(token), await office.revoke(token, ada)])
    expect(outcome.isErr() && outcome.error.kind).toBe('store_unavailable');
});
