import { DAY, type Interval, MINUTE } from './interval.js';
import type { Policy } from './policy.js';
import { toUtcDate } from './utc.js';

/** What one booking takes of its service days, buffers included. */
export interface Claim extends Interval {
  readonly units: number;
}

/** The part of a claim that falls on one UTC day. */
export interface ClaimPart extends Interval {
  /** UTC date, `yyyy-mm-dd` */
  readonly day: string;
}

/** The longest claim, buffers included; it bounds how many service days one command touches. */
export const MAX_CLAIM_DAYS = 31;
export const MAX_CLAIM_MINUTES = MAX_CLAIM_DAYS * 24 * 60;

export function claimOf(startsAt: number, endsAt: number, units: number, policy: Policy): Claim {
  return {
    from: startsAt - policy.bufferBeforeMinutes * MINUTE,
    to: endsAt + policy.bufferAfterMinutes * MINUTE,
    units,
  };
}

export const isTooLong = (interval: Interval): boolean => interval.to - interval.from > MAX_CLAIM_DAYS * DAY;

/** Cut at UTC midnights; a claim that ends at 00:00 does not touch the next day. */
export function partsOf(interval: Interval): readonly ClaimPart[] {
  const parts: ClaimPart[] = [];
  for (let from = interval.from; from < interval.to; ) {
    const midnight = (Math.floor(from / DAY) + 1) * DAY;
    const to = Math.min(midnight, interval.to);
    parts.push({ day: toUtcDate(from), from, to });
    from = to;
  }
  return parts;
}
