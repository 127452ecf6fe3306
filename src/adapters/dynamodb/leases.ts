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
import { readable } from './unreadable-item.js';
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

/** What was leased of one booking, up to an event that cannot be read. */
interface Leased {
  readonly leased: readonly (readonly [Key, LeasedEvent])[];
  readonly unread?: StoreDown;
}

const outboxFrom = (place: string): readonly Range[] =>
  shardsOf('EVENT').map((shard) => ({
    IndexName: INDEX.outbox,
    partition: ['outbox', shard],
    sort: ['outboxPlace', place, LAST_PLACE],
  }));

/**
 * The oldest events that are due as far as the index knows, without those behind one of their booking that is not, or
 * that cannot be read. Such a one is the answer only when no other is due: what is wrong with it must not be overheard.
 */
async function dueIn(table: Table, { relayId, now, limit }: Terms): Promise<Result<readonly Pending[], StoreDown>> {
  const due: Pending[] = [];
  const heldBack = new Set<string>();
  let unread: StoreDown | undefined;
  let from: string | undefined = FIRST_PLACE;
  for (let page = 0; from !== undefined && page < MOST_PAGES; page += 1) {
    const scanned = await scan(table, outboxFrom(from), { Limit: PAGE });
    if (scanned.isErr()) return err(scanned.error);
    for (const found of scanned.value.found) {
      if (due.length === limit) return ok(due);
      const { pk } = keyIn(found);
      const event = readable(() => toPending(found));
      if (event.isErr()) unread ??= event.error;
      if (event.isErr() || !isDue(event.value, relayId, now)) heldBack.add(pk);
      else if (!heldBack.has(pk)) due.push(event.value);
    }
    from = scanned.value.end && justAfter(scanned.value.end);
  }
  return unread && due.length === 0 ? err(unread) : ok(due);
}

/**
 * The index lags behind, and for each event by itself: it may show the second event of a booking and not yet the first.
 * So every event is read again consistently, with the one before it: an event whose predecessor waits has to wait too.
 * That is enough, for the predecessor was never leased while its own one waited.
 */
export function createLease(table: Table) {
  const read = createRead(table);

  async function leaseInOrder(
    chain: readonly Pending[],
    found: Found,
    { relayId, now, leaseMs }: Terms,
  ): Promise<Result<Leased, StoreDown>> {
    const leased: (readonly [Key, LeasedEvent])[] = [];
    for (const { key, version } of [...chain].sort((a, b) => a.version - b.version)) {
      const item = found.at(key);
      if (!isWaiting(item)) continue;
      const isNext = leased.some(([mine]) => mine.sk === eventBefore(key, version).sk);
      if (!isNext && isWaiting(found.at(eventBefore(key, version)))) break;
      const parsed = readable(() => toLeasedEvent(item));
      if (parsed.isErr()) return ok({ leased, unread: parsed.error });
      const isMine = await update(table, key, change.lease(relayId, now, leaseMs));
      if (isMine.isErr()) return err(isMine.error);
      if (!isMine.value) break;
      leased.push([key, parsed.value]);
    }
    return ok({ leased });
  }

  async function lease(terms: Terms): Promise<Result<readonly LeasedEvent[], StoreDown>> {
    const due = await dueIn(table, terms);
    if (due.isErr() || due.value.length === 0) return due.map(() => []);
    const wanted = due.value.flatMap(({ key, version }) => [key, ...(version > 1 ? [eventBefore(key, version)] : [])]);
    const found = await read(wanted);
    if (found.isErr()) return err(found.error);
    const chains = [...Map.groupBy(due.value, ({ key }) => key.pk).values()];
    const perBooking = await ResultAsync.combine(
      chains.map((chain) => new ResultAsync(leaseInOrder(chain, found.value, terms))),
    );
    return perBooking.andThen((bookings) => {
      const mine = new Map(bookings.flatMap(({ leased }) => leased).map(([key, event]) => [nameOf(key), event]));
      const unread = bookings.find((booking) => booking.unread)?.unread;
      return unread && mine.size === 0 ? err(unread) : ok(due.value.flatMap(({ key }) => mine.get(nameOf(key)) ?? []));
    });
  }
  return (terms: Terms): ResultAsync<readonly LeasedEvent[], StoreDown> => new ResultAsync(lease(terms));
}
