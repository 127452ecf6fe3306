import { parseInstant } from '../../domain/input/instant.js';
import { BadUsage, type Given, required } from './command.js';

/** In epoch milliseconds; `to` is not part of it. */
export interface Period {
  readonly from: number;
  readonly to: number;
}

function instantIn(given: Given, name: string): number {
  const value = required(given, name);
  const instant = parseInstant(value);
  if (instant !== undefined) return instant;
  throw new BadUsage(`--${name} must be an instant such as 2026-12-01T10:00:00Z, not ${value}`);
}

/** Nothing when none was given. */
export function periodIn(given: Given): Period | undefined {
  if (given['from'] === undefined && given['to'] === undefined) return undefined;
  const period = { from: instantIn(given, 'from'), to: instantIn(given, 'to') };
  if (period.from < period.to) return period;
  throw new BadUsage('--to must be after --from');
}

export function topicIn(given: Given): string {
  const topicArn = required(given, 'topic');
  if (/^arn:[\w-]+:sns:[\w-]+:\d+:[\w.-]+$/.test(topicArn)) return topicArn;
  throw new BadUsage(`--topic must be an ARN such as arn:aws:sns:eu-central-1:123456789012:bookings, not ${topicArn}`);
}
