import { type Claim, isTooLong, MAX_CLAIM_MINUTES } from './claim.js';
import { DAY, MINUTE } from './interval.js';
import type { Policy } from './policy.js';

/** When a booking is, and what that takes. */
export interface Slot {
  readonly startsAt: number;
  readonly endsAt: number;
  readonly claim: Claim;
}

/** A slot that someone wants, with what the rules need to judge it. */
export interface Proposal extends Slot {
  readonly now: number;
  readonly policy: Policy;
  readonly staff: boolean;
  /** The start is new or changes. */
  readonly newStart: boolean;
  /** The duration is new or changes. */
  readonly newDuration: boolean;
}

export type BrokenRule =
  | { readonly kind: 'in_the_past' }
  | { readonly kind: 'notice_too_short'; readonly minNoticeMinutes: number }
  | { readonly kind: 'beyond_horizon'; readonly maxHorizonDays: number }
  | { readonly kind: 'slot_too_long'; readonly maxMinutes: number }
  | { readonly kind: 'duration_not_allowed'; readonly minDurationMinutes: number; readonly maxDurationMinutes: number };

type Rule = (proposal: Proposal) => BrokenRule | undefined;

const startsInTheFuture: Rule = ({ newStart, startsAt, now }) =>
  newStart && startsAt <= now ? { kind: 'in_the_past' } : undefined;

const givesNotice: Rule = ({ newStart, staff, startsAt, now, policy: { minNoticeMinutes } }) =>
  newStart && !staff && startsAt < now + minNoticeMinutes * MINUTE
    ? { kind: 'notice_too_short', minNoticeMinutes }
    : undefined;

const isWithinHorizon: Rule = ({ newStart, staff, startsAt, now, policy: { maxHorizonDays } }) =>
  newStart && !staff && startsAt > now + maxHorizonDays * DAY ? { kind: 'beyond_horizon', maxHorizonDays } : undefined;

const isShortEnough: Rule = ({ claim }) =>
  isTooLong(claim) ? { kind: 'slot_too_long', maxMinutes: MAX_CLAIM_MINUTES } : undefined;

const hasAllowedDuration: Rule = ({ newDuration, staff, startsAt, endsAt, policy }) => {
  const { durationMinutes, minDurationMinutes = durationMinutes, maxDurationMinutes = durationMinutes } = policy;
  const minutes = (endsAt - startsAt) / MINUTE;
  const allowed = minutes === durationMinutes || (minutes >= minDurationMinutes && minutes <= maxDurationMinutes);
  return newDuration && !staff && !allowed
    ? { kind: 'duration_not_allowed', minDurationMinutes, maxDurationMinutes }
    : undefined;
};

/** In this order; the first broken rule is the refusal. */
const RULES = [startsInTheFuture, givesNotice, isWithinHorizon, isShortEnough, hasAllowedDuration] as const;

export function brokenRule(proposal: Proposal): BrokenRule | undefined {
  for (const rule of RULES) {
    const broken = rule(proposal);
    if (broken) return broken;
  }
  return undefined;
}

/** The last instant at which a confirmed booking's user may cancel or move it. */
export const latestChange = (startsAt: number, policy: Policy): number =>
  startsAt - policy.cancellationNoticeMinutes * MINUTE;
