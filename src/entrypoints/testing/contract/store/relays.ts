import type { LeasedEvent, Outbox } from '../../../../ports/outbox.js';
import type { Store } from '../../../../ports/store.js';
import { check, same, value } from '../check.js';
import { confirmed, NOW } from '../samples.js';
import { changeTo, write } from '../write.js';

export const LEASE_MS = 30_000;
const MOST_PAGES = 1_000;

export function outboxOf({ outbox }: Store): Outbox {
  check(outbox !== undefined, 'a store that declares an outbox has one');
  return outbox;
}

const idOf = ({ event }: LeasedEvent): string => event.eventId;

/** A relay as the stories need it: what it gets at an instant, as ids. */
export function relayOf(store: Store, relayId: string) {
  const outbox = outboxOf(store);
  const leased = (now: number, limit: number) => value(outbox.lease(relayId, now, LEASE_MS, limit), 'lease answers');
  return {
    lease: async (now = NOW, limit = 100) => (await leased(now, limit)).map(idOf),
    attempts: async (now = NOW) =>
      Object.fromEntries((await leased(now, 100)).map((each) => [idOf(each), each.attempts])),
    delivered: (...eventIds: readonly string[]) => value(outbox.delivered(eventIds), 'delivered answers'),
    failed: (eventId: string, retryAt: number | 'park', error = 'unreachable') =>
      value(outbox.failed(relayId, eventId, error, retryAt), 'failed answers'),
  };
}

export const parkedIn = async (store: Store, limit = 100) =>
  (await value(outboxOf(store).parked(limit), 'parked answers')).items.map((parked) => ({
    eventId: idOf(parked),
    attempts: parked.attempts,
    lastError: parked.lastError,
  }));

/** Every page of the list, one after the other, as ids, with something done between them. */
export async function parkedPagesOf(
  store: Store,
  limit: number,
  between: (page: readonly string[]) => Promise<void> = () => Promise.resolve(),
): Promise<readonly string[]> {
  const ids: string[] = [];
  let cursor: string | undefined;
  for (let page = 0; page < MOST_PAGES; page += 1) {
    const read = await value(outboxOf(store).parked(limit, cursor), 'parked answers');
    const found = read.items.map(idOf);
    check(found.length <= limit, 'a page has at most `limit` items');
    same(read.unread.length, 0, 'what a store has written it can read');
    ids.push(...found);
    if (read.next === undefined) return ids;
    cursor = read.next;
    await between(found);
  }
  check(false, 'a list comes to an end');
}

/**
 * Commits the next versions of these bookings in this order, one event each, each later than the one before: `a`, `b`,
 * `a` makes a:1, b:1, a:2.
 */
export async function happened(store: Store, ...bookingIds: readonly string[]): Promise<void> {
  const versions = new Map<string, number>();
  for (const [at, bookingId] of bookingIds.entries()) {
    const version = (versions.get(bookingId) ?? 0) + 1;
    versions.set(bookingId, version);
    await write(store, changeTo({ ...confirmed({ bookingId, version }), updatedAt: NOW + at }));
  }
}
