import { err, ok, type Result, ResultAsync } from '../../domain/result.js';
import type { LeasedEvent, StoreDown } from '../../ports/index.js';
import type { Attributes } from './attributes.js';
import { eventBefore, type Key, nameOf } from './keys.js';
import { firstDue, isFull, type LeaseCall, type Leasing } from './leasing.js';
import * as change from './outbox-changes.js';
import { isWaiting, type Pending, toLeasedEvent } from './pending-events.js';
import { FIRST_PLACE, justAfter, LAST_PLACE } from './places.js';
import type { Range } from './queries.js';
import { createRead, type Found } from './read.js';
import { timer } from './repeated-call.js';
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

const outboxFrom = (place: string): readonly Range[] =>
  shardsOf('EVENT').map((shard) => ({
    IndexName: INDEX.outbox,
    partition: ['outbox', shard],
    sort: ['outboxPlace', place, LAST_PLACE],
  }));

export function createLease(table: Table) {
  const read = createRead(table);

  /** `undefined` when it has to wait: for the one before it, or because somebody else was faster. */
  async function leaseOne(
    { key, version }: Pending,
    item: Attributes,
    found: Found,
    leasing: Leasing,
  ): Promise<Result<LeasedEvent | undefined, StoreDown>> {
    const { relayId, now, leaseMs, leased, left } = leasing;
    const before = eventBefore(key, version);
    const isNext = version === 1 || leased.has(nameOf(before));
    if (!isNext && isWaiting(found.at(before))) return ok(undefined);
    const event = readable(() => {
      if (!isNext && !found.at(before)) throw new UnreadableItem(key, 'follows an event that is missing');
      return toLeasedEvent(item);
    });
    if (event.isErr()) leasing.unread ??= event.error;
    if (event.isErr()) return ok(undefined);
    const isMine = await update(table, key, change.lease(relayId, now, leaseMs), { within: left() });
    return isMine.map((mine) => (mine ? event.value : undefined));
  }

  /**
   * The index lags behind, and for each event by itself: it may show the second event of a booking and not yet the
   * first. So every event is read again consistently, with the one before it: an event whose predecessor waits has to
   * wait too, and so has one whose predecessor is not to be seen, as while its commit is ending. That is enough, for
   * the predecessor was never leased while its own one waited.
   */
  async function leaseInOrder(
    chain: readonly Pending[],
    found: Found,
    leasing: Leasing,
  ): Promise<Result<readonly LeasedEvent[], StoreDown>> {
    const events: LeasedEvent[] = [];
    for (const pending of chain.toSorted((a, b) => a.version - b.version)) {
      const item = found.at(pending.key);
      if (!isWaiting(item)) continue;
      const event = await leaseOne(pending, item, found, leasing);
      if (event.isErr()) return err(event.error);
      if (!event.value) {
        leasing.heldBack.add(pending.key.pk);
        break;
      }
      leasing.leased.add(nameOf(pending.key));
      events.push(event.value);
    }
    return ok(events);
  }

  async function leaseAmong(due: readonly Pending[], leasing: Leasing): Promise<Result<void, StoreDown>> {
    const keys = due.flatMap(({ key, version }): readonly Key[] => (version > 1 ? [key, eventBefore(key, version)] : [key]));
    const found = await read(keys, leasing.left());
    if (found.isErr()) return err(found.error);
    let waiting = due.filter(({ key }) => isWaiting(found.value.at(key)));
    while (waiting.length > 0 && !isFull(leasing)) {
      const missing = leasing.limit - leasing.events.length;
      const next = waiting.slice(0, missing);
      const chains = [...Map.groupBy(next, ({ key }) => key.pk)];
      const leased = await ResultAsync.combine(
        chains.map(([pk, chain]) =>
          new ResultAsync(leaseInOrder(chain, found.value, leasing)).map((events): [string, LeasedEvent[]] => [pk, [...events]]),
        ),
      );
      if (leased.isErr()) return err(leased.error);
      const inOrder = new Map(leased.value);
      leasing.events.push(...next.flatMap(({ key }) => inOrder.get(key.pk)?.shift() ?? []));
      waiting = waiting.slice(missing).filter(({ key }) => !leasing.heldBack.has(key.pk));
    }
    return ok(undefined);
  }

  /** Of what looks due nothing may be, or may be read: what is behind must not wait for that, so it looks on. */
  async function lookThrough(leasing: Leasing): Promise<Result<void, StoreDown>> {
    let from: string | undefined = FIRST_PLACE;
    for (let page = 0; from !== undefined && page < MOST_PAGES; page += 1) {
      const scanned = await scan(table, outboxFrom(from), { Limit: PAGE }, { within: leasing.left() });
      if (scanned.isErr()) return err(scanned.error);
      for (let listed = scanned.value.found; listed.length > 0; ) {
        if (isFull(leasing)) return ok(undefined);
        const { due, behind } = firstDue(listed, leasing);
        const leased = await leaseAmong(due, leasing);
        if (leased.isErr()) return err(leased.error);
        listed = behind;
      }
      from = scanned.value.end && justAfter(scanned.value.end);
    }
    return leasing.unread ? err(leasing.unread) : ok(undefined);
  }

  /** What is wrong is the answer only when nothing was leased: it must not be overheard, nor keep the others waiting. */
  async function lease(call: LeaseCall): Promise<Result<readonly LeasedEvent[], StoreDown>> {
    const left = timer(table.maxWaitMs);
    const leasing: Leasing = { ...call, left, events: [], leased: new Set(), heldBack: new Set(), unread: undefined };
    const looked = await lookThrough(leasing);
    return looked.isErr() && leasing.events.length === 0 ? err(looked.error) : ok(leasing.events);
  }
  return (call: LeaseCall): ResultAsync<readonly LeasedEvent[], StoreDown> => new ResultAsync(lease(call));
}
