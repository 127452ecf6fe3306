export const ROLES = ['user', 'staff', 'system'] as const;
export type Role = (typeof ROLES)[number];

/** Who is calling, as the entrypoint verified it. `subject`: 1–255 printable ASCII characters without spaces. */
export interface Actor {
  readonly subject: string;
  readonly roles: readonly Role[];
}

export const isStaff = (actor: Actor): boolean => actor.roles.includes('staff');
