import { type Actor, type Role, ROLES } from '../../../domain/access/actor.js';

const SUBJECT = /^[!-~]{1,255}$/;
const LIST_AS_TEXT = /^\[([^[\]]*)\]$/;
const KNOWN: readonly string[] = ROLES;

/**
 * API Gateway hands a list of claims over as text, `[staff user]`, in which `["former staff"]` looks like two roles. So
 * such a text counts only where every word in it is a role of ours.
 */
function listIn(claim: unknown): readonly unknown[] {
  if (Array.isArray(claim)) return claim;
  const words = typeof claim === 'string' ? LIST_AS_TEXT.exec(claim)?.[1]?.split(' ') : undefined;
  return words?.every((word) => KNOWN.includes(word)) ? words : [];
}

/** Roles that a token may give. The system's own is not among them; a claim of any other shape gives none. */
const rolesIn = (claim: unknown): readonly Role[] => (listIn(claim).includes('staff') ? ['staff'] : ['user']);

/**
 * Who is calling, by the claims of a token that was checked: subject in `sub`, roles in `roles`, a list. Without a
 * subject as subjects are, nobody.
 */
export function actorOf(claims: object | undefined): Actor | undefined {
  const { sub, roles }: { readonly sub?: unknown; readonly roles?: unknown } = claims ?? {};
  return typeof sub === 'string' && SUBJECT.test(sub) ? { subject: sub, roles: rolesIn(roles) } : undefined;
}
