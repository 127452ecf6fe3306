import { isStaff } from '../access/actor.js';
import { latestChange } from '../schedule/rules.js';
import { toInstant } from '../schedule/utc.js';
import type { Situation } from './decision.js';
import type { CancellationWindowPassed, HoldExpired } from './refusals.js';
import type { OpenState } from './state.js';

/** A hold that has lapsed at this instant. */
export const holdExpired = (at: number): HoldExpired => ({ kind: 'hold_expired', holdExpiresAt: toInstant(at) });

/** Whether it is too late for this actor to cancel or move the booking from where it stands; never for a hold. */
export function windowPassed(
  open: OpenState,
  { now, actor, service }: Situation,
): CancellationWindowPassed | undefined {
  const latest = latestChange(open.startsAt, service);
  const isTooLate = open.status === 'confirmed' && now > latest && !isStaff(actor);
  return isTooLate ? { kind: 'cancellation_window_passed', latest: toInstant(latest) } : undefined;
}
