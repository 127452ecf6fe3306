import { ok, ResultAsync } from '../../domain/result.js';
import type { StoreDown } from '../../ports/index.js';
import type { Attributes } from './attributes.js';
import { query, type QueryOptions, type Range } from './queries.js';
import type { Terms } from './repeated-call.js';
import type { Table } from './table.js';

/** How far one page of a list has looked, in the order of its places. */
export interface Scanned {
  readonly found: readonly Attributes[];
  /** The place up to which everything has been looked at; nothing when that is all there is. */
  readonly end: string | undefined;
}

/**
 * The same range of several partitions, read side by side and put in order. One that has more to give bounds what is
 * known of all: behind its end, what another one found may not be next.
 */
export function scan(
  table: Table,
  ranges: readonly Range[],
  options: QueryOptions,
  terms: Terms = {},
): ResultAsync<Scanned, StoreDown> {
  const isBefore = (a: string, b: string): boolean => (options.ScanIndexForward === false ? a > b : a < b);
  const inOrder = (a: string, b: string): number => (a === b ? 0 : isBefore(a, b) ? -1 : 1);

  return ResultAsync.combine(ranges.map((range) => query(table, range, options, terms))).andThen((pages) => {
    const sort = ranges[0]?.sort[0] ?? '';
    const placeIn = (attributes: Attributes): string => String(attributes[sort]);
    const [end] = pages
      .flatMap(({ LastEvaluatedKey: last }) => (last ? [placeIn(last)] : []))
      .sort(inOrder);
    const found = pages
      .flatMap(({ Items = [] }) => Items)
      .filter((item) => end === undefined || !isBefore(end, placeIn(item)))
      .sort((a, b) => inOrder(placeIn(a), placeIn(b)));
    return ok({ found, end });
  });
}
