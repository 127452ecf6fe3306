import type { JWTPayload, JWTVerifyGetKey, JWTVerifyOptions } from 'jose';
import type { Actor, Role } from '../../domain/access/actor.js';
import type { Authenticate } from './authenticate.js';

export interface JwtOptions {
  /** For HS256: at least 32 bytes. Give this or `jwksUrl`. */
  readonly secret?: string | undefined;
  /** Where the issuer publishes its keys: `https:`, or `http:` on this machine. */
  readonly jwksUrl?: string | undefined;
  readonly issuer: string;
  readonly audience: string;
  /** Narrows what is accepted. Default: HS256 for a secret; RS256, ES256 and EdDSA for published keys. */
  readonly algorithms?: readonly string[] | undefined;
}

const WITH_SECRET: readonly string[] = ['HS256'];
const WITH_KEYS: readonly string[] = ['RS256', 'ES256', 'EdDSA'];
const SUBJECT = /^[!-~]{1,255}$/;
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

/** Roles that a token may give. The system's own is not among them; a claim of any other shape gives none. */
function rolesIn(claim: unknown): readonly Role[] {
  const named: readonly unknown[] = Array.isArray(claim) ? claim : [];
  return named.includes('staff') ? ['staff'] : ['user'];
}

const toActor = ({ sub, roles }: JWTPayload & { readonly roles?: unknown }): Actor | undefined =>
  typeof sub === 'string' && SUBJECT.test(sub) ? { subject: sub, roles: rolesIn(roles) } : undefined;

const isLoopback = ({ hostname }: URL): boolean => ['localhost', '127.0.0.1', '[::1]'].includes(hostname);

function keysFrom({ secret, jwksUrl }: JwtOptions): { keys: Uint8Array | URL; known: readonly string[] } {
  if ((secret === undefined) === (jwksUrl === undefined)) throw new TypeError('Give either a secret or a jwksUrl.');
  if (secret !== undefined) {
    const bytes = new TextEncoder().encode(secret);
    if (bytes.byteLength < 32) throw new TypeError('The JWT secret must have at least 32 bytes.');
    return { keys: bytes, known: WITH_SECRET };
  }
  const url = URL.parse(jwksUrl ?? '');
  if (!url || !(url.protocol === 'https:' || (url.protocol === 'http:' && isLoopback(url)))) {
    throw new TypeError('The jwksUrl must be an https: address.');
  }
  return { keys: url, known: WITH_KEYS };
}

/**
 * Bearer tokens: subject in `sub`, roles in `roles` (`["staff"]`; without it, a user). Issuer, audience and expiry are
 * always checked. `jose` is loaded with the first token. Throws a `TypeError` when the options admit no safe check.
 */
export function jwtAuthenticate(options: JwtOptions): Authenticate {
  const { issuer, audience } = options;
  if (!issuer || !audience) throw new TypeError('Checking tokens takes an issuer and an audience.');
  const { keys, known } = keysFrom(options);
  const algorithms = [...(options.algorithms ?? known)];
  if (algorithms.length === 0 || !algorithms.every((algorithm) => known.includes(algorithm))) {
    throw new TypeError(`The algorithms must be among ${known.join(', ')}.`);
  }
  const rules: JWTVerifyOptions = { issuer, audience, algorithms, requiredClaims: ['exp', 'sub'] };

  async function load() {
    const { createRemoteJWKSet, jwtVerify } = await import('jose');
    const verify: (token: string) => Promise<{ payload: JWTPayload }> =
      keys instanceof URL
        ? (
            (remote: JWTVerifyGetKey) => (token: string) =>
              jwtVerify(token, remote, rules)
          )(createRemoteJWKSet(keys))
        : (token) => jwtVerify(token, keys, rules);
    return verify;
  }
  let loading: ReturnType<typeof load> | undefined;

  return async ({ headers }) => {
    const token = BEARER.exec(headers.authorization ?? '')?.[1];
    if (token === undefined) return undefined;
    const verify = await (loading ??= load());
    try {
      return toActor((await verify(token)).payload);
    } catch (error) {
      if (isTokenFault(error)) return undefined;
      throw error;
    }
  };
}
