import type { BookingState, Held } from '../../../../domain/booking/state.js';
import type { BookingQuery, BookingRepository, ListPosition } from '../../../../ports/repository.js';
import { check, value } from '../check.js';

export type Filter = Omit<BookingQuery, 'limit' | 'after'>;

const MOST_PAGES = 1000;

/** Every page of a list, one after the other, with something done between them. */
export async function readPages(
  repository: BookingRepository,
  filter: Filter,
  limit: number,
  between?: (page: number) => Promise<void>,
): Promise<readonly BookingState[]> {
  const items: BookingState[] = [];
  let after: ListPosition | undefined;
  for (let page = 0; page < MOST_PAGES; page += 1) {
    const read = await value(repository.list({ ...filter, limit, after }), 'list answers');
    check(read.items.length <= limit, 'a page has at most `limit` items');
    items.push(...read.items);
    if (read.next === undefined) return items;
    after = read.next;
    await between?.(page);
  }
  check(false, 'a list comes to an end');
}

export async function readLapsed(
  repository: BookingRepository,
  now: number,
  limit: number,
  between?: (page: readonly Held[]) => Promise<void>,
): Promise<readonly string[]> {
  const ids: string[] = [];
  let cursor: string | undefined;
  for (let page = 0; page < MOST_PAGES; page += 1) {
    const read = await value(repository.listLapsedHolds(now, limit, cursor), 'listLapsedHolds answers');
    check(read.items.length <= limit, 'a page has at most `limit` items');
    ids.push(...read.items.map(({ bookingId }) => bookingId));
    if (read.next === undefined) return ids;
    cursor = read.next;
    await between?.(read.items);
  }
  check(false, 'a list comes to an end');
}
