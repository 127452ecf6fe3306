export const MINUTE = 60_000;
export const DAY = 86_400_000;

/** Half-open `[from, to)`, epoch milliseconds: back-to-back intervals do not overlap. */
export interface Interval {
  readonly from: number;
  readonly to: number;
}

export const overlaps = (a: Interval, b: Interval): boolean => a.from < b.to && b.from < a.to;
export const sameInterval = (a: Interval, b: Interval): boolean => a.from === b.from && a.to === b.to;

/** What of `a` lies outside `b`: none, one or two intervals. */
export function without(a: Interval, b: Interval): readonly Interval[] {
  if (!overlaps(a, b)) return [a];
  const before = { from: a.from, to: b.from };
  const after = { from: b.to, to: a.to };
  return [before, after].filter((rest) => rest.from < rest.to);
}
