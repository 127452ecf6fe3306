import { type Actor, type Role, ROLES } from '../../../domain/access/actor.js';

interface Claims {
  readonly sub?: unknown;
  readonly roles?: unknown;
}

const SUBJECT = /^[!-~]{1,255}$/;
const LIST_AS_TEXT = /^\[([^[\]]*)\]$/;
const KNOWN: readonly string[] = ROLES;

/** Roles that a token may give. The system's own is not among them; a claim of any other shape gives none. */
const rolesIn = (claim: unknown): readonly Role[] =>
  Array.isArray(claim) && claim.includes('staff') ? ['staff'] : ['user'];

/**
 * Who is calling, by the claims of a token that we checked: subject in `sub`, roles in `roles`, a list. Without a
 * subject as subjects are, nobody.
 */
export function actorOf(claims: object | undefined): Actor | undefined {
  const { sub, roles }: Claims = claims ?? {};
  return typeof sub === 'string' && SUBJECT.test(sub) ? { subject: sub, roles: rolesIn(roles) } : undefined;
}

function listIn(claim: unknown): unknown {
  const words = typeof claim === 'string' ? LIST_AS_TEXT.exec(claim)?.[1]?.split(' ') : undefined;
  return words?.every((word) => KNOWN.includes(word)) ? words : claim;
}

/**
 * The same by what API Gateway's JWT authorizer makes of the claims. It writes a list as text, `[staff user]`, in which
 * `["former staff"]` looks like two roles: such a text counts only where every word in it is a role of ours.
 *
 * What looks like a list of ours then is one: the text `"[staff]"` and the one role `"staff user"` of two words cannot be
 * told from `["staff"]` and `["staff", "user"]`. The issuer must write neither for anybody who is not staff.
 */
export function actorOfGatewayClaims(claims: object | undefined): Actor | undefined {
  const { sub, roles }: Claims = claims ?? {};
  return actorOf({ sub, roles: listIn(roles) });
}
