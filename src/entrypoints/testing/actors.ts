import type { Actor } from '../../domain/access/actor.js';

/** Somebody who books for themselves. */
export const user = (subject: string): Actor => ({ subject, roles: ['user'] });

/** Somebody who acts for anyone. */
export const staff = (subject: string): Actor => ({ subject, roles: ['staff'] });
