import { type JWTPayload, SignJWT } from 'jose';

const SECRET = 'a secret of more than thirty-two bytes';
const [ISSUER, AUDIENCE] = ['https://issuer.example', 'bookings'];

/** Settings of a server that asks who is calling. */
export const ASKS_FOR_TOKENS = {
  HOLDFAST_JWT_SECRET: SECRET,
  HOLDFAST_JWT_ISSUER: ISSUER,
  HOLDFAST_JWT_AUDIENCE: AUDIENCE,
};

/** A token that such a server takes, as an issuer would give it. */
export const tokenFor = (subject: string, claims: JWTPayload = {}): Promise<string> =>
  new SignJWT(claims)
    .setProtectedHeader({ alg: 'HS256' })
    .setSubject(subject)
    .setIssuer(ISSUER)
    .setAudience(AUDIENCE)
    .setExpirationTime('2h')
    .sign(new TextEncoder().encode(SECRET));

/** Tokens that it must not take: late, for another audience, by another key, by nobody, and no token at all. */
export async function forgedTokens(subject: string): Promise<readonly [string, ...string[]]> {
  const claims = { sub: subject, iss: ISSUER, aud: AUDIENCE, roles: ['staff'] };
  const soon = Math.floor(Date.now() / 1000) + 3_600;
  const signed = (more: JWTPayload, secret = SECRET): Promise<string> =>
    new SignJWT({ ...claims, exp: soon, ...more }).setProtectedHeader({ alg: 'HS256' }).sign(new TextEncoder().encode(secret));
  const part = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');
  return [
    await signed({ exp: soon - 7_200 }),
    await signed({ aud: 'others' }),
    await signed({ iss: 'https://others.example' }),
    await signed({ sub: '' }),
    await signed({ sub: 'a b' }),
    await signed({}, `${SECRET} of another`),
    `${part({ alg: 'none' })}.${part({ ...claims, exp: soon })}.`,
    `${await signed({})}x`,
    'x.y.z',
    'x'.repeat(5_000),
  ];
}
