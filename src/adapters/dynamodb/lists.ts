import { ok, okAsync, type ResultAsync } from '../../domain/result.js';
import type { BookingPage, BookingQuery, LapsedHolds, ListPosition, StoreDown } from '../../ports/index.js';
import { toState } from './items.js';
import { atOrBefore, FIRST_PLACE, justAfter, justBefore, LAST_PLACE, placeOf, positionOf } from './places.js';
import type { QueryOptions, Range } from './queries.js';
import { scan } from './scans.js';
import { shardsOf } from './shards.js';
import { INDEX } from './table-definition.js';
import type { Table } from './table.js';
import { readable, readableAmong } from './unreadable-item.js';

/** How many bookings of a partition one page may look through for a status, or for one service among a user's. */
const MAX_SCANNED = 1_000;
/** And how many for an end alone, which no index carries: each has to come here to be looked at. */
const MAX_LOOKED_AT = 250;

type Bounds = readonly [from: string, to: string];

/** Both included: a place that a page ended at is the last one left out on the way down, by hand. */
function boundsOf({ order, from, to, after }: BookingQuery): Bounds {
  const low = from === undefined ? FIRST_PLACE : justBefore(from);
  const high = to === undefined ? LAST_PLACE : justBefore(to);
  if (!after) return [low, high];
  const place = placeOf(after.startsAt, after.bookingId);
  if (order === 'desc') return [low, place < high ? place : high];
  return [justAfter(place) > low ? justAfter(place) : low, high];
}

function rangesOf({ userId, serviceId }: BookingQuery, bounds: Bounds): readonly Range[] {
  const sort = ['startsAtAndId', ...bounds] as const;
  if (userId !== undefined) return [{ IndexName: INDEX.byUser, partition: ['userId', userId], sort }];
  if (serviceId !== undefined) return [{ IndexName: INDEX.byService, partition: ['serviceId', serviceId], sort }];
  return shardsOf('BOOKING').map((shard) => ({ IndexName: INDEX.byStart, partition: ['startShard', shard], sort }));
}

/** What the index cannot tell, DynamoDB looks up item by item, and so there is a bound to it. */
function filterOf({ userId, serviceId, status, endsAfter, limit }: BookingQuery): QueryOptions {
  const wanted = [
    ...(status === undefined ? [] : [['status', status] as const]),
    ...(userId === undefined || serviceId === undefined ? [] : [['serviceId', serviceId] as const]),
  ];
  // One more, for the place that a page on the way down begins at may be there still.
  if (wanted.length === 0) return { Limit: limit + (endsAfter === undefined ? 1 : MAX_LOOKED_AT) };
  return {
    Limit: limit + MAX_SCANNED,
    FilterExpression: wanted.map(([name]) => `#${name} = :${name}`).join(' AND '),
    names: Object.fromEntries(wanted.map(([name]) => [`#${name}`, name])),
    values: Object.fromEntries(wanted.map(([name, value]) => [`:${name}`, value])),
  };
}

export function createList(table: Table) {
  return (query: BookingQuery): ResultAsync<BookingPage, StoreDown> => {
    const { order, limit, after, endsAfter = Number.NEGATIVE_INFINITY } = query;
    const bounds = boundsOf(query);
    if (bounds[0] > bounds[1]) return okAsync({ items: [] });
    const options = { ...filterOf(query), ScanIndexForward: order === 'asc' };
    return scan(table, rangesOf(query, bounds), options).andThen(({ found, end }) =>
      readable(() => {
        const isAfter = (state: ListPosition): boolean =>
          state.bookingId !== after?.bookingId || state.startsAt !== after.startsAt;
        const states = found.map(toState).filter((state) => isAfter(state) && state.endsAt > endsAfter);
        const items = states.slice(0, limit);
        const last = items.at(-1);
        if (last && states.length > limit) return { items, next: { startsAt: last.startsAt, bookingId: last.bookingId } };
        return { items, next: end === undefined ? undefined : positionOf(end) };
      }),
    );
  };
}

export function createLapsedHolds(table: Table) {
  return (now: number, limit: number, cursor?: string): ResultAsync<LapsedHolds, StoreDown> => {
    const from = cursor === undefined ? FIRST_PLACE : justAfter(cursor);
    const to = atOrBefore(now);
    if (from > to) return okAsync({ items: [] });
    const ranges = shardsOf('HOLD').map(
      (shard): Range => ({ IndexName: INDEX.due, partition: ['dueShard', shard], sort: ['expiresAtAndId', from, to] }),
    );
    return scan(table, ranges, { Limit: limit + 1 }).andThen(({ found, end }) => {
      const page = found.slice(0, limit);
      const last = page.at(-1);
      const next = last && found.length > limit ? String(last['expiresAtAndId']) : end;
      return readableAmong(page, toState).andThen((states) =>
        ok({ items: states.filter((state) => state.status === 'held'), next }),
      );
    });
  };
}
