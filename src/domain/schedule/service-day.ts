import type { Interval } from './interval.js';

/** One booking's hold on an interval; at `expiresAt` and after, it counts for nothing. */
export interface DayHold {
  readonly bookingId: string;
  readonly units: number;
  readonly expiresAt: number;
}

/** Everything taken on one exact interval, so that a day grows with distinct intervals and not with bookings. */
export interface DayClaim extends Interval {
  readonly confirmedUnits: number;
  readonly holds: readonly DayHold[];
}

export interface DayKey {
  readonly serviceId: string;
  /** UTC date, `yyyy-mm-dd` */
  readonly day: string;
}

/** One service on one UTC day: the unit of exclusion. Version 0 is a day that nothing was ever written to. */
export interface ServiceDay extends DayKey {
  readonly version: number;
  readonly claims: readonly DayClaim[];
}
