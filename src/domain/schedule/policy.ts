/** The rules a service is booked by. Minutes and days are whole numbers. */
export interface Policy {
  /** Units that may be taken at any one instant. */
  readonly capacity: number;
  readonly durationMinutes: number;
  /** With either of these, users may choose a duration; what is not given is `durationMinutes`. */
  readonly minDurationMinutes?: number;
  readonly maxDurationMinutes?: number;
  readonly bufferBeforeMinutes: number;
  readonly bufferAfterMinutes: number;
  readonly minNoticeMinutes: number;
  readonly maxHorizonDays: number;
  readonly holdMinutes: number;
  readonly cancellationNoticeMinutes: number;
}

/** `version` counts the times it was put; 0 is a service that the catalog does not know. */
export interface Service extends Policy {
  readonly serviceId: string;
  readonly name: string;
  readonly version: number;
}

export const DEFAULT_POLICY: Policy = {
  capacity: 1,
  durationMinutes: 60,
  bufferBeforeMinutes: 0,
  bufferAfterMinutes: 0,
  minNoticeMinutes: 0,
  maxHorizonDays: 365,
  holdMinutes: 15,
  cancellationNoticeMinutes: 0,
};
