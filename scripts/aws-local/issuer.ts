import { createServer } from 'node:http';
import { exportJWK, generateKeyPair, jwtVerify, SignJWT } from 'jose';
import type { Claims } from './http/event.ts';
import { listening } from './listening.ts';

const ALGORITHM = 'RS256';
const AUDIENCE = 'bookings';
const BEARER = /^Bearer +(\S+)$/i;

/** Who signs tokens, and publishes the keys to check them by. */
export interface Issuer {
  readonly issuer: string;
  readonly audience: string;
  readonly jwksUrl: string;
  /** @param expires Such as `2h`. */
  tokenFor(subject: string, roles?: readonly string[], expires?: string): Promise<string>;
  /** What an HTTP API makes of a token: every claim as text, a list as `[staff user]`. Nothing for one that is not valid. */
  claimsIn(authorization: string | undefined): Promise<Claims | undefined>;
  close(): void;
}

const textOf = (claim: unknown): string => {
  if (Array.isArray(claim)) return `[${claim.map(textOf).join(' ')}]`;
  return typeof claim === 'string' ? claim : JSON.stringify(claim);
};

export async function startIssuer(): Promise<Issuer> {
  const { privateKey, publicKey } = await generateKeyPair(ALGORITHM);
  const keys = JSON.stringify({ keys: [{ ...(await exportJWK(publicKey)), kid: 'local', alg: ALGORITHM, use: 'sig' }] });
  const server = createServer((_, response) => {
    response.setHeader('content-type', 'application/json').end(keys);
  });
  const issuer = `http://127.0.0.1:${await listening(server)}`;
  return {
    issuer,
    audience: AUDIENCE,
    jwksUrl: `${issuer}/jwks.json`,
    tokenFor: (subject, roles, expires = '2h') =>
      new SignJWT(roles ? { roles } : {})
        .setProtectedHeader({ alg: ALGORITHM, kid: 'local' })
        .setSubject(subject)
        .setIssuer(issuer)
        .setAudience(AUDIENCE)
        .setIssuedAt()
        .setExpirationTime(expires)
        .sign(privateKey),
    async claimsIn(authorization) {
      const token = BEARER.exec(authorization ?? '')?.[1];
      if (token === undefined) return undefined;
      try {
        const { payload } = await jwtVerify(token, publicKey, { issuer, audience: AUDIENCE, algorithms: [ALGORITHM] });
        return Object.fromEntries(Object.entries(payload).map(([name, claim]) => [name, textOf(claim)]));
      } catch {
        return undefined;
      }
    },
    close() {
      server.close();
      server.closeAllConnections();
    },
  };
}
