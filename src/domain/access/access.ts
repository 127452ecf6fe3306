import type { Actor, Role } from './actor.js';

/** `all`: on anyone's bookings. `own`: on the actor's own. */
type Reach = 'all' | 'own' | 'none';

/** Who may do what. Nothing else in the library decides it. */
export const ACCESS = {
  see: { user: 'own', staff: 'all', system: 'all' },
  create: { user: 'own', staff: 'all', system: 'none' },
  confirm: { user: 'own', staff: 'all', system: 'none' },
  update: { user: 'own', staff: 'all', system: 'none' },
  reschedule: { user: 'own', staff: 'all', system: 'none' },
  cancel: { user: 'own', staff: 'all', system: 'none' },
  complete: { user: 'none', staff: 'all', system: 'none' },
  no_show: { user: 'none', staff: 'all', system: 'none' },
  expire: { user: 'none', staff: 'none', system: 'all' },
  list: { user: 'own', staff: 'all', system: 'none' },
  follow: { user: 'own', staff: 'all', system: 'none' },
  share_calendar: { user: 'own', staff: 'all', system: 'none' },
  put_service: { user: 'none', staff: 'all', system: 'none' },
  see_services: { user: 'all', staff: 'all', system: 'all' },
} as const satisfies Record<string, Record<Role, Reach>>;

export type Action = keyof typeof ACCESS;

/** May the actor do this to what belongs to `owner`? The widest of its roles counts. */
export function mayDo(actor: Actor, action: Action, owner?: string): boolean {
  return actor.roles.some((role) => {
    const reach: Reach = ACCESS[action][role];
    return reach === 'all' || (reach === 'own' && owner === actor.subject);
  });
}
