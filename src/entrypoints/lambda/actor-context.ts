import type { Actor } from '../../domain/access/actor.js';
import { parseActor } from '../../domain/input/actor.js';

/** What an authorizer hands on to the functions behind it: API Gateway carries text, numbers and booleans only. */
export interface ActorContext {
  readonly subject: string;
  /** Separated by spaces. */
  readonly roles: string;
}

export const toContext = ({ subject, roles }: Actor): ActorContext => ({ subject, roles: roles.join(' ') });

/** The actor that our authorizer put into `requestContext.authorizer`; nobody when it is not as we put it. */
export function actorIn(context: unknown): Actor | undefined {
  if (typeof context !== 'object' || context === null) return undefined;
  const { subject, roles }: { readonly subject?: unknown; readonly roles?: unknown } = context;
  const actor = parseActor({ subject, roles: typeof roles === 'string' ? roles.split(' ') : undefined });
  // No token gives the system's own role, and so no context does.
  return actor.isOk() && !actor.value.roles.includes('system') ? actor.value : undefined;
}
