import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Request } from 'express';
import type { Actor } from 'holdfast';
import { type JwtOptions, jwtAuthenticate } from 'holdfast/express';
import { type CryptoKey, exportJWK, generateKeyPair, SignJWT, UnsecuredJWT } from 'jose';
import { afterAll, beforeAll, describe, expect, it, onTestFinished, vi } from 'vitest';

const SECRET = 'a secret of more than thirty-two bytes';
const OPTIONS = { secret: SECRET, issuer: 'https://issuer.example', audience: 'bookings' };
const bytes = (secret: string) => new TextEncoder().encode(secret);

interface Making {
  readonly claims?: Readonly<Record<string, unknown>>;
  readonly subject?: string | undefined;
  readonly issuer?: string;
  readonly audience?: string | string[];
  readonly expires?: string | number | undefined;
  readonly notBefore?: string;
  readonly alg?: string;
  readonly kid?: string;
  readonly key?: CryptoKey | Uint8Array;
}

function unsigned({
  claims = {},
  subject = 'ada',
  issuer = OPTIONS.issuer,
  audience = OPTIONS.audience,
  notBefore,
  ...more
}: Making) {
  const token = new SignJWT({ ...claims }).setIssuer(issuer).setAudience(audience).setIssuedAt();
  if (subject !== '') token.setSubject(subject);
  if (notBefore !== undefined) token.setNotBefore(notBefore);
  if (!('expires' in more)) token.setExpirationTime('5m');
  else if (more.expires !== undefined) token.setExpirationTime(more.expires);
  return token;
}
const signed = (making: Making = {}): Promise<string> =>
  unsigned(making)
    .setProtectedHeader({ alg: making.alg ?? 'HS256', ...(making.kid !== undefined && { kid: making.kid }) })
    .sign(making.key ?? bytes(SECRET));

const asking = (authorization: string | undefined) => ({ headers: { authorization } }) as Request;
const who = async (options: JwtOptions, authorization: string | undefined): Promise<Actor | undefined> =>
  jwtAuthenticate(options)(asking(authorization));

describe('a good token', () => {
  it('says who and what', async () => {
    expect(await who(OPTIONS, `Bearer ${await signed()}`)).toEqual({ subject: 'ada', roles: ['user'] });
    expect(await who(OPTIONS, `bearer ${await signed({ claims: { roles: ['staff'] } })}`)).toEqual({
      subject: 'ada',
      roles: ['staff'],
    });
  });

  it.each([[[]], [['admin']], [['system']], ['staff'], ['[staff]'], ['[staff user]'], [{ staff: true }], [null], [['STAFF']], [[['staff']]]])(
    'with the roles %j is a user’s and no more',
    async (roles) => {
      expect(await who(OPTIONS, `Bearer ${await signed({ claims: { roles } })}`)).toEqual({
        subject: 'ada',
        roles: ['user'],
      });
    },
  );

  it('may be for several audiences', async () => {
    expect(await who(OPTIONS, `Bearer ${await signed({ audience: ['other', 'bookings'] })}`)).toBeDefined();
  });
});

describe('a bad token proves nothing', () => {
  const tampered = (token: string): string => {
    const [header, payload, signature] = token.split('.');
    const claims = JSON.parse(Buffer.from(payload ?? '', 'base64url').toString()) as object;
    return [header, Buffer.from(JSON.stringify({ ...claims, roles: ['staff'] })).toString('base64url'), signature].join(
      '.',
    );
  };

  it.each<[string, () => Promise<string> | string]>([
    ['forged with another secret', () => signed({ key: bytes('another secret of more than 32 bytes!') })],
    ['changed after it was signed', async () => tampered(await signed())],
    ['expired', () => signed({ expires: Math.floor(Date.now() / 1000) - 10 })],
    ['without an expiry', () => signed({ expires: undefined })],
    ['not valid yet', () => signed({ notBefore: '1h' })],
    ['of another issuer', () => signed({ issuer: 'https://evil.example' })],
    ['for another audience', () => signed({ audience: 'payments' })],
    ['signed with an algorithm that is not pinned', () => signed({ alg: 'HS512' })],
    [
      'alg none',
      () =>
        new UnsecuredJWT({})
          .setSubject('ada')
          .setIssuer(OPTIONS.issuer)
          .setAudience(OPTIONS.audience)
          .setExpirationTime('5m')
          .encode(),
    ],
    [
      'alg none with a signature kept',
      async () =>
        `${Buffer.from('{"alg":"none"}').toString('base64url')}.${(await signed()).split('.').slice(1).join('.')}`,
    ],
    ['without a subject', () => signed({ subject: '' })],
    ['with a subject that has a space', () => signed({ subject: 'ada lovelace' })],
    ['with a subject of 256 characters', () => signed({ subject: 'a'.repeat(256) })],
    ['with a subject that is a number', () => signed({ claims: { sub: 123 }, subject: '' })],
    ['with a list of subjects', () => signed({ claims: { sub: ['ada'] }, subject: '' })],
    ['with an empty claim of a subject', () => signed({ claims: { sub: '' }, subject: '' })],
    ['no token at all', () => 'x'],
    ['three empty parts', () => '..'],
    ['five parts', () => 'a.b.c.d.e'],
  ])('%s', async (_, make) => {
    expect(await who(OPTIONS, `Bearer ${await make()}`)).toBeUndefined();
  });

  it.each([undefined, '', 'Bearer', 'Bearer ', 'Basic YWRhOng=', 'Bearer a b'])('%j is none', async (authorization) => {
    expect(await who(OPTIONS, authorization)).toBeUndefined();
  });
});

describe('options that admit no safe check', () => {
  it.each<[string, Partial<JwtOptions>]>([
    ['no issuer', { issuer: '' }],
    ['no audience', { audience: '' }],
    ['a short secret', { secret: 'x'.repeat(31) }],
    ['neither secret nor keys', { secret: undefined }],
    ['both', { jwksUrl: 'https://issuer.example/jwks' }],
    ['keys over plain http', { secret: undefined, jwksUrl: 'http://issuer.example/jwks' }],
    ['keys at no address', { secret: undefined, jwksUrl: 'jwks' }],
    ['algorithm none', { algorithms: ['none'] }],
    ['no algorithm', { algorithms: [] }],
    ['an algorithm of the other family', { algorithms: ['RS256'] }],
  ])('are refused at once: %s', (_, options) => {
    expect(() => jwtAuthenticate({ ...OPTIONS, ...options })).toThrow(TypeError);
  });
});

describe('published keys', () => {
  let jwksUrl: string;
  let status = 200;
  let kid = 'k1';
  let asked = 0;
  let pair: { readonly publicKey: CryptoKey; readonly privateKey: CryptoKey };
  const issuer = createServer((_request, response) => {
    asked += 1;
    response.writeHead(status, { 'Content-Type': 'application/json' });
    void exportJWK(pair.publicKey).then((jwk) =>
      response.end(JSON.stringify({ keys: [{ ...jwk, kid, alg: 'ES256', use: 'sig' }] })),
    );
  });
  beforeAll(async () => {
    pair = await generateKeyPair('ES256');
    issuer.listen(0, '127.0.0.1');
    await once(issuer, 'listening');
    jwksUrl = `http://127.0.0.1:${(issuer.address() as AddressInfo).port}/jwks`;
  });
  afterAll(() => {
    issuer.close();
    issuer.closeAllConnections();
  });
  const options = (): JwtOptions => ({ ...OPTIONS, secret: undefined, jwksUrl });

  it('check what their owner signed, and nothing else', async () => {
    const ours = { alg: 'ES256', kid: 'k1', key: pair.privateKey };
    const other = await generateKeyPair('ES256');
    expect(await who(options(), `Bearer ${await signed(ours)}`)).toEqual({ subject: 'ada', roles: ['user'] });
    expect(await who(options(), `Bearer ${await signed({ ...ours, key: other.privateKey })}`)).toBeUndefined();
    expect(await who(options(), `Bearer ${await signed({ ...ours, kid: 'k2' })}`)).toBeUndefined();
    expect(await who(options(), `Bearer ${await signed({ ...ours, audience: 'payments' })}`)).toBeUndefined();
  });

  it('that are new are known a few seconds later, and an unknown key is asked for no more often', async () => {
    vi.useFakeTimers({ toFake: ['Date'] });
    onTestFinished(() => {
      vi.useRealTimers();
      kid = 'k1';
    });
    const authenticate = jwtAuthenticate(options());
    const [old, renewed, unknown] = await Promise.all(
      ['k1', 'k2', 'k3'].map((name) => signed({ alg: 'ES256', kid: name, key: pair.privateKey })),
    );
    const admits = async (token: string | undefined) => (await authenticate(asking(`Bearer ${token}`))) !== undefined;
    const before = asked;
    expect(await admits(old)).toBe(true);
    kid = 'k2';
    expect(await admits(renewed)).toBe(false);
    vi.advanceTimersByTime(2_999);
    expect(await admits(unknown)).toBe(false);
    expect(asked - before).toBe(1);
    vi.advanceTimersByTime(1);
    expect(await admits(renewed)).toBe(true);
    expect(await admits(unknown)).toBe(false);
    expect(asked - before).toBe(2);
  });

  it('are never taken for a shared secret', async () => {
    const published = bytes(JSON.stringify(await exportJWK(pair.publicKey)));
    expect(await who(options(), `Bearer ${await signed({ alg: 'HS256', kid: 'k1', key: published })}`)).toBeUndefined();
  });

  it('that cannot be fetched are a fault of ours, not of the caller', async () => {
    status = 500;
    const token = await signed({ alg: 'ES256', kid: 'k1', key: pair.privateKey });
    await expect(who(options(), `Bearer ${token}`)).rejects.toThrow(/200 OK/);
    status = 200;
  });
});
