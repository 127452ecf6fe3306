import type { Called } from '../history.js';
import { type Interval, MINUTE, outside } from '../model/interval.js';
import type { InForce, Policy } from '../model/policies.js';
import type { Version } from '../model/version.js';
import type { World } from '../model/world.js';

/** One way in which a call can have been decided: on this state, by this policy, by some clock of these. */
export interface Scene {
  readonly call: Called;
  readonly world: World;
  /** The number of the commit that made the state. */
  readonly state: number;
  readonly inForce: InForce;
  readonly earliestClock: number;
  readonly latestClock: number;
  /** The booking that the call is about; undefined where there is none. */
  readonly booking: Version | undefined;
}

/** Where the call wants the booking to be. */
export interface Target {
  readonly startsAt: number;
  readonly endsAt: number;
  readonly units: number;
  readonly claim: Interval;
  readonly hasNewStart: boolean;
  readonly hasNewDuration: boolean;
  /** Where it takes more than the booking has. */
  readonly raised: readonly Interval[];
}

export const textIn = ({ input }: Called, name: string): string | undefined => {
  const value = input[name];
  return typeof value === 'string' ? value : undefined;
};
export const numberIn = ({ input }: Called, name: string): number | undefined => {
  const value = input[name];
  return typeof value === 'number' ? value : undefined;
};
export const instantIn = ({ input }: Called, name: string): number | undefined => {
  const value = input[name];
  if (value instanceof Date) return value.getTime();
  return typeof value === 'string' ? Date.parse(value) : undefined;
};

export const isStaff = ({ actor }: Called): boolean => actor.roles.includes('staff');
export const isOpen = ({ booking }: Scene): boolean => booking?.status === 'held' || booking?.status === 'confirmed';
export const isChange = ({ operation }: Called): boolean => operation === 'update' || operation === 'reschedule';

const claimed = (startsAt: number, endsAt: number, policy: Policy): Interval => ({
  from: startsAt - policy.bufferBeforeMinutes * MINUTE,
  to: endsAt + policy.bufferAfterMinutes * MINUTE,
});

/** Undefined for a call that wants no slot. */
export function targetOf(scene: Scene): Target | undefined {
  const { call, booking } = scene;
  if (call.operation === 'create') return newTarget(scene);
  return booking && isChange(call) && isOpen(scene) ? movedTarget(scene, booking) : undefined;
}

function newTarget({ call, inForce: { policy } }: Scene): Target {
  const startsAt = instantIn(call, 'dateTime') ?? NaN;
  const endsAt = startsAt + (numberIn(call, 'durationMinutes') ?? policy.durationMinutes) * MINUTE;
  const claim = claimed(startsAt, endsAt, policy);
  const units = numberIn(call, 'units') ?? 1;
  return { startsAt, endsAt, units, claim, hasNewStart: true, hasNewDuration: true, raised: [claim] };
}

function movedTarget({ call, inForce: { policy } }: Scene, booking: Version): Target {
  const startsAt = instantIn(call, 'dateTime') ?? booking.startsAt;
  const minutes = numberIn(call, 'durationMinutes');
  const endsAt = startsAt + (minutes === undefined ? booking.endsAt - booking.startsAt : minutes * MINUTE);
  const units = numberIn(call, 'units') ?? booking.claim.units;
  const hasNewStart = startsAt !== booking.startsAt;
  const hasNewDuration = endsAt - startsAt !== booking.endsAt - booking.startsAt;
  const claim = hasNewStart || hasNewDuration ? claimed(startsAt, endsAt, policy) : booking.claim;
  const raised = units > booking.claim.units ? [claim] : outside(claim, booking.claim);
  return { startsAt, endsAt, units, claim, hasNewStart, hasNewDuration, raised };
}

/** Whether it is elsewhere, longer, shorter or of another size than the booking. */
export const moves = (target: Target, booking: Version): boolean =>
  target.hasNewStart || target.hasNewDuration || target.units !== booking.claim.units;
