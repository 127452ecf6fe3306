import type { JWTPayload, JWTVerifyGetKey } from 'jose';
import type { Actor } from '../../../domain/access/actor.js';
import { actorOf } from './claims.js';
import { type JwtOptions, tokenRules } from './rules.js';

/** From the value of an `Authorization` header to who is calling; rejects when that cannot be found out. */
export type TokenCheck = (authorization: string | undefined) => Promise<Actor | undefined>;

/** Anybody can name a key that is unknown, so asking for it has its bound, and is no fault to be told of. */
const COOLDOWN_MS = 3_000;

const BEARER = /^Bearer +([\w.~+/-]+=*)$/i;

/** What a bad token makes `jose` say. Anything else, such as keys that cannot be fetched, is no verdict on a token. */
const TOKEN_FAULTS = new Set([
  'ERR_JWT_CLAIM_VALIDATION_FAILED',
  'ERR_JWT_EXPIRED',
  'ERR_JWT_INVALID',
  'ERR_JWS_INVALID',
  'ERR_JWS_SIGNATURE_VERIFICATION_FAILED',
  'ERR_JOSE_ALG_NOT_ALLOWED',
  'ERR_JOSE_NOT_SUPPORTED',
  'ERR_JWKS_NO_MATCHING_KEY',
  'ERR_JWKS_MULTIPLE_MATCHING_KEYS',
]);

const isTokenFault = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && typeof error.code === 'string' && TOKEN_FAULTS.has(error.code);

/**
 * Bearer tokens: issuer, audience and expiry are always checked. `jose` is loaded with the first token.
 * @throws TypeError when the options admit no safe check.
 */
export function tokenCheck(options: JwtOptions): TokenCheck {
  const { keys, rules } = tokenRules(options);

  async function load() {
    const { createRemoteJWKSet, jwtVerify } = await import('jose');
    const verify: (token: string) => Promise<{ payload: JWTPayload }> =
      keys instanceof URL
        ? (
            (remote: JWTVerifyGetKey) => (token: string) =>
              jwtVerify(token, remote, rules)
          )(createRemoteJWKSet(keys, { cooldownDuration: COOLDOWN_MS }))
        : (token) => jwtVerify(token, keys, rules);
    return verify;
  }
  let loading: ReturnType<typeof load> | undefined;

  return async (authorization) => {
    const token = BEARER.exec(authorization ?? '')?.[1];
    if (token === undefined) return undefined;
    const verify = await (loading ??= load());
    try {
      return actorOf((await verify(token)).payload);
    } catch (error) {
      if (isTokenFault(error)) return undefined;
      throw error;
    }
  };
}
