import { parseInstant } from '../../input/instant.js';
import { err, ok, type Result } from '../../result.js';
import { DAY, type Interval } from '../../schedule/interval.js';

const MOST_DAYS = 366;

/** UTC dates, `yyyy-mm-dd`, both included; at most 366 days. */
export interface AuditRange {
  readonly from: string;
  readonly to: string;
}

export interface InvalidRange {
  readonly kind: 'invalid_range';
  readonly field: 'from' | 'to';
  /** `date`: not a UTC date. `order`: before `from`. `too_long`: more than 366 days. */
  readonly rule: 'date' | 'order' | 'too_long';
}

const invalid = (field: InvalidRange['field'], rule: InvalidRange['rule']): Result<never, InvalidRange> =>
  err({ kind: 'invalid_range', field, rule });

const midnight = (date: unknown): number | undefined => parseInstant(`${String(date)}T00:00:00Z`);

/** From the first midnight to the one after the last day. */
export function parseRange(range: AuditRange): Result<Interval, InvalidRange> {
  const [from, last] = [midnight(range?.from), midnight(range?.to)];
  if (from === undefined) return invalid('from', 'date');
  if (last === undefined) return invalid('to', 'date');
  const to = last + DAY;
  if (to <= from) return invalid('to', 'order');
  return to - from > MOST_DAYS * DAY ? invalid('to', 'too_long') : ok({ from, to });
}
