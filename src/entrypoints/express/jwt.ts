import type { JwtOptions } from '../http/tokens/rules.js';
import { tokenCheck } from '../http/tokens/token-check.js';
import type { AuthenticateConnection } from './authenticate.js';

export type { JwtOptions } from '../http/tokens/rules.js';

/**
 * Bearer tokens: subject in `sub`, roles in `roles` (`["staff"]`; without it, a user). Issuer, audience and expiry are
 * always checked. `jose` is loaded with the first token. Throws a `TypeError` when the options admit no safe check.
 */
export function jwtAuthenticate(options: JwtOptions): AuthenticateConnection {
  const check = tokenCheck(options);
  return ({ headers }) => check(headers.authorization);
}
