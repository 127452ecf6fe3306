import { SignJWT } from 'jose';

export const ISSUED = {
  secret: 'a secret of more than thirty-two bytes',
  issuer: 'https://issuer.example',
  audience: 'bookings',
} as const;

/** A token that `ISSUED` admits, for five minutes. */
export const tokenOf = (subject: string, claims: Readonly<Record<string, unknown>> = {}, secret: string = ISSUED.secret) =>
  new SignJWT({ ...claims })
    .setProtectedHeader({ alg: 'HS256' })
    .setSubject(subject)
    .setIssuer(ISSUED.issuer)
    .setAudience(ISSUED.audience)
    .setExpirationTime('5m')
    .sign(new TextEncoder().encode(secret));
