import { err, ok, type Result, ResultAsync } from '../../domain/result.js';
import type { LeasedEvent, StoreDown } from '../../ports/index.js';
import { keyIn } from './attributes.js';
import { eventBefore, type Key, nameOf } from './keys.js';
import * as change from './outbox-changes.js';
import { isDue, isWaiting, type Pending, toLeasedEvent, toPending } from './pending-events.js';
import { FIRST_PLACE, justAfter, LAST_PLACE } from './places.js';
import type { Range } from './queries.js';
import { createRead, type Found } from './read.js';
import { scan } from './scans.js';
import { shardsOf } from './shards.js';
import { INDEX } from './table-definition.js';
import type { Table } from './table.js';
import { readable, UnreadableItem } from './unreadable-item.js';
import { update } from './updates.js';

/** Of each shard, in one request. */
const PAGE = 250;
/** So many events that wait for a retry or are leased to others one lease looks past, times the shards. */
const MOST_PAGES = 40;

interface Terms {
  readonly relayId: string;
  readonly now: number;
  readonly leaseMs: number;
  readonly limit: number;
}

/** How far one lease has looked, and the bookings of which nothing behind that may be leased. */
interface Looking {
  from: string | undefined;
  pages: number;
  /** What is wrong with an event that was met on the way. */
  unread: StoreDown | undefined;
  readonly heldBack: Set<string>;
}

type Mine = readonly [Key, LeasedEvent];

/** What was leased of one booking, up to an event that cannot be read. */
interface Leased {
  readonly leased: readonly Mine[];
  readonly unread?: StoreDown;
}

const outboxFrom = (place: string): readonly Range[] =>
  shardsOf('EVENT').map((shard) => ({
    IndexName: INDEX.outbox,
    partition: ['outbox', shard],
    sort: ['outboxPlace', place, LAST_PLACE],
  }));

/**
 * The next events that are due as far as the index knows, oldest first, without those behind one of their booking that
 * is not, or that cannot be read.
 */
async function nextDue(
  table: Table,
  { relayId, now, limit }: Terms,
  looking: Looking,
): Promise<Result<readonly Pending[], StoreDown>> {
  const due: Pending[] = [];
  while (looking.from !== undefined && looking.pages < MOST_PAGES) {
    const scanned = await scan(table, outboxFrom(looking.from), { Limit: PAGE });
    if (scanned.isErr()) return err(scanned.error);
    looking.pages += 1;
    for (const found of scanned.value.found) {
      if (due.length >= limit) return ok(due);
      looking.from = justAfter(String(found['outboxPlace']));
      const { pk } = keyIn(found);
      const event = readable(() => toPending(found));
      if (event.isErr()) looking.unread ??= event.error;
      if (event.isErr() || !isDue(event.value, relayId, now)) looking.heldBack.add(pk);
      else if (!looking.heldBack.has(pk)) due.push(event.value);
    }
    looking.from = scanned.value.end && justAfter(scanned.value.end);
  }
  return ok(due);
}

export function createLease(table: Table) {
  const read = createRead(table);

  /**
   * The index lags behind, and for each event by itself: it may show the second event of a booking and not yet the
   * first. So every event is read again consistently, with the one before it: an event whose predecessor waits has to
   * wait too, and so has one whose predecessor is not to be seen, as while its commit is ending. That is enough, for
   * the predecessor was never leased while its own one waited.
   */
  async function leaseInOrder(
    chain: readonly Pending[],
    found: Found,
    { relayId, now, leaseMs }: Terms,
  ): Promise<Result<Leased, StoreDown>> {
    const leased: Mine[] = [];
    for (const { key, version } of [...chain].sort((a, b) => a.version - b.version)) {
      const item = found.at(key);
      if (!isWaiting(item)) continue;
      const before = eventBefore(key, version);
      const isNext = version === 1 || leased.some(([mine]) => mine.sk === before.sk);
      if (!isNext && isWaiting(found.at(before))) break;
      const parsed = readable(() => {
        if (!isNext && !found.at(before)) throw new UnreadableItem(key, 'follows an event that is missing');
        return toLeasedEvent(item);
      });
      if (parsed.isErr()) return ok({ leased, unread: parsed.error });
      const isMine = await update(table, key, change.lease(relayId, now, leaseMs));
      if (isMine.isErr()) return err(isMine.error);
      if (!isMine.value) break;
      leased.push([key, parsed.value]);
    }
    return ok({ leased });
  }

  async function leaseAmong(
    due: readonly Pending[],
    terms: Terms,
    looking: Looking,
  ): Promise<Result<readonly LeasedEvent[], StoreDown>> {
    const wanted = due.flatMap(({ key, version }) => [key, ...(version > 1 ? [eventBefore(key, version)] : [])]);
    const found = await read(wanted);
    if (found.isErr()) return err(found.error);
    const chains = [...Map.groupBy(due, ({ key }) => key.pk).values()];
    const perBooking = await ResultAsync.combine(
      chains.map((chain) => new ResultAsync(leaseInOrder(chain, found.value, terms))),
    );
    return perBooking.map((bookings) => {
      looking.unread ??= bookings.find(({ unread }) => unread)?.unread;
      const mine = new Map(bookings.flatMap(({ leased }) => leased).map(([key, event]) => [nameOf(key), event]));
      return due.flatMap(({ key }) => mine.get(nameOf(key)) ?? []);
    });
  }

  /**
   * Of what looks due nothing may be, or may be read: then it looks on, for what is behind must not wait for that. An
   * event that cannot be read is the answer only when no other is due: what is wrong with it must not be overheard.
   */
  async function lease(terms: Terms): Promise<Result<readonly LeasedEvent[], StoreDown>> {
    const looking: Looking = { from: FIRST_PLACE, pages: 0, unread: undefined, heldBack: new Set() };
    for (;;) {
      const due = await nextDue(table, terms, looking);
      if (due.isErr()) return err(due.error);
      if (due.value.length === 0) return looking.unread ? err(looking.unread) : ok([]);
      const leased = await leaseAmong(due.value, terms, looking);
      if (leased.isErr() || leased.value.length > 0) return leased;
      for (const { key } of due.value) looking.heldBack.add(key.pk);
    }
  }
  return (terms: Terms): ResultAsync<readonly LeasedEvent[], StoreDown> => new ResultAsync(lease(terms));
}
