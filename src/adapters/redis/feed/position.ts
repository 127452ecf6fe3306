/** Before the first entry of any stream. */
export const BEGINNING = '0-0';

/** Ids are two whole numbers, of which the first counts more: milliseconds by the clock of Redis, and a counter. */
function partsOf(id: string): readonly [bigint, bigint] {
  const [ms = '', count = ''] = id.split('-');
  return [BigInt(ms), BigInt(count)];
}

export function isBefore(id: string, other: string): boolean {
  const [[ms, count], [otherMs, otherCount]] = [partsOf(id), partsOf(other)];
  return ms < otherMs || (ms === otherMs && count < otherCount);
}

/** What a stream has just now: its first and its last entry, if any, and whether that of the position is among them. */
export interface Ends {
  readonly first: string | undefined;
  readonly last: string | undefined;
  readonly hasPosition: boolean;
}

/**
 * Where to read on from `position`. A stream that ends before it is another one: Redis has lost what it had, and ids
 * begin anew, perhaps lower; all that is in it came since. So is one that goes beyond it and does not have it. A stream
 * that begins after it has been cut, or is another one as well: what was in between is gone.
 */
export function readingOn(position: string, { first, last, hasPosition }: Ends): { readonly from: string; readonly missed: boolean } {
  if (isBefore(last ?? BEGINNING, position)) return { from: BEGINNING, missed: true };
  if (position === BEGINNING || hasPosition) return { from: position, missed: false };
  return { from: first !== undefined && isBefore(position, first) ? position : BEGINNING, missed: true };
}
