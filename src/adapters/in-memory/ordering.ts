/** Negative, zero or positive, as `Array.prototype.sort` wants it. */
export type Order<T> = (a: T, b: T) => number;

/** The first `limit` of all in this order, in this order. Costs one comparison for each that is not among them. */
export function first<T>(all: Iterable<T>, limit: number, order: Order<T>): T[] {
  const best: T[] = [];
  for (const item of all) {
    const last = best[best.length - 1];
    if (best.length === limit && (last === undefined || order(item, last) >= 0)) continue;
    best.splice(placeOf(item, best, order), 0, item);
    if (best.length > limit) best.pop();
  }
  return best;
}

function placeOf<T>(item: T, sorted: readonly T[], order: Order<T>): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    const other = sorted[middle];
    if (other !== undefined && order(other, item) <= 0) low = middle + 1;
    else high = middle;
  }
  return low;
}

export const compareText: Order<string> = (a, b) => (a < b ? -1 : a > b ? 1 : 0);
