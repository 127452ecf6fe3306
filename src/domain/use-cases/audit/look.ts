import type { Clock, Outcome, Store, StoreDown } from '../../../ports/index.js';
import { occupantOf, type BookingState } from '../../booking/state.js';
import { err, ok, type Result, ResultAsync } from '../../result.js';
import { partsOf } from '../../schedule/claim.js';
import { DAY, type Interval } from '../../schedule/interval.js';
import type { Occupant } from '../../schedule/occupant.js';
import type { DayKey, ServiceDay } from '../../schedule/service-day.js';
import { bookingsAround } from './bookings-around.js';
import { type DayDifference, differencesIn, type TakenPart } from './differences.js';

export interface AuditPorts {
  readonly store: Pick<Store, 'repository' | 'catalog'>;
  readonly clock: Clock;
  /** Longer than a list lags behind. */
  readonly pauseMs: number;
}

/** One service day, beside the bookings that claim it. */
export interface Look {
  readonly day: ServiceDay;
  /** It had this version before the bookings were read, and after: so none of them changed what it takes of it. */
  readonly isStill: boolean;
  readonly differences: readonly DayDifference[];
}

const AT_ONCE = 10;

const asked = <T>(outcome: Outcome<T, StoreDown>): ResultAsync<T, StoreDown> => new ResultAsync(Promise.resolve(outcome));

/** What it takes of its days; nothing when it has given its slot back. */
export function occupying(state: BookingState): Occupant | undefined {
  if (state.status === 'cancelled' || state.status === 'expired') return undefined;
  if (state.status === 'held' || state.status === 'confirmed') return occupantOf(state);
  return { bookingId: state.bookingId, claim: state.claim };
}

function partsByDay(occupants: Iterable<Occupant>): ReadonlyMap<string, readonly TakenPart[]> {
  const parts = [...occupants].flatMap((occupant) => partsOf(occupant.claim).map((part) => ({ part, occupant })));
  return Map.groupBy(parts, ({ part }) => part.day);
}

const midnight = (key: DayKey | undefined): number => Date.parse(`${key?.day}T00:00:00Z`);

const spanOf = (keys: readonly DayKey[]): Interval => ({ from: midnight(keys[0]), to: midnight(keys.at(-1)) + DAY });

/**
 * Compares service days of one service, in the order of their dates, with their bookings. A list may lag behind, so
 * every booking on which something differs is read by itself.
 */
export async function look(
  { store, clock }: AuditPorts,
  keys: readonly DayKey[],
): Promise<Result<readonly Look[], StoreDown>> {
  const { repository } = store;
  const before = await repository.load({ days: keys });
  if (before.isErr()) return err(before.error);

  const occupants = new Map<string, Occupant>();
  const note = (bookingId: string, state: BookingState | undefined): void => {
    const occupant = state && occupying(state);
    if (occupant) occupants.set(bookingId, occupant);
    else occupants.delete(bookingId);
  };
  for await (const page of bookingsAround(store, spanOf(keys), keys[0]?.serviceId)) {
    if (page.isErr()) return err(page.error);
    for (const state of page.value) note(state.bookingId, state);
  }
  const compared = (): ReadonlyMap<ServiceDay, readonly DayDifference[]> => {
    const taken = partsByDay(occupants.values());
    return new Map(before.value.days.map((day) => [day, differencesIn(day, taken.get(day.day) ?? [], clock.now())]));
  };

  const suspect = [...compared().values()].flat();
  const ids = new Set(suspect.flatMap((it) => [...it.bookingIds, ...(it.kind === 'hold' ? [it.bookingId] : [])]));
  const unread = [...ids];
  while (unread.length > 0) {
    const some = unread.splice(0, AT_ONCE);
    const read = await ResultAsync.combine(some.map((bookingId) => asked(repository.get(bookingId))));
    if (read.isErr()) return err(read.error);
    for (const [at, bookingId] of some.entries()) note(bookingId, read.value[at]);
  }
  const differences = compared();

  const after = await repository.load({ days: keys });
  if (after.isErr()) return err(after.error);
  return ok(
    before.value.days.map((day, at) => ({
      day,
      isStill: after.value.days[at]?.version === day.version,
      differences: differences.get(day) ?? [],
    })),
  );
}
