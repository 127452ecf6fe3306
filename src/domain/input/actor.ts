import { type Actor, ROLES } from '../access/actor.js';
import type { InvalidRequest } from '../booking/refusals.js';
import { ok, type Result } from '../result.js';
import { invalid, parseSome, required, subject, under } from './fields.js';

/** Entrypoints build actors from verified tokens; a malformed one must not reach the access table all the same. */
export function parseActor(input: unknown): Result<Actor, InvalidRequest> {
  const named = parseSome({ subject: required(subject) }, input);
  if (named.isErr()) return invalid(under('actor', named.error.issues));
  const { roles } = input as Partial<Actor>;
  if (!Array.isArray(roles) || !roles.every((role) => ROLES.includes(role))) {
    return invalid([{ path: 'actor.roles', rule: 'roles' }]);
  }
  // Events keep it: a copy that its sender cannot change any more.
  return ok(Object.freeze({ subject: named.value.subject, roles: Object.freeze([...roles]) }));
}
