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
