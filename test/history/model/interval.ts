export const MINUTE = 60_000;
export const DAY = 1440 * MINUTE;

/** Half-open, epoch milliseconds. */
export interface Interval {
  readonly from: number;
  readonly to: number;
}

/** What of an interval falls on one UTC day; days are counted from 1970. */
export interface Part extends Interval {
  readonly day: number;
}

export const meet = (a: Interval, b: Interval): boolean => a.from < b.to && b.from < a.to;

export const isEmpty = ({ from, to }: Interval): boolean => from >= to;

export function partsOf({ from, to }: Interval): readonly Part[] {
  const parts: Part[] = [];
  for (let day = Math.floor(from / DAY); day * DAY < to; day += 1) {
    parts.push({ day, from: Math.max(from, day * DAY), to: Math.min(to, (day + 1) * DAY) });
  }
  return parts;
}

/** What of `a` lies outside `b`. */
export const outside = (a: Interval, b: Interval): readonly Interval[] =>
  [
    { from: a.from, to: Math.min(a.to, b.from) },
    { from: Math.max(a.from, b.to), to: a.to },
  ].filter((rest) => !isEmpty(rest));

export const dateOf = (day: number): string => new Date(day * DAY).toISOString().slice(0, 10);
