import type { LeasedEvent, StoreDown } from '../../ports/index.js';
import { type Attributes, keyIn } from './attributes.js';
import { isDue, type Pending, toPending } from './pending-events.js';
import { readable } from './unreadable-item.js';

export interface LeaseCall {
  readonly relayId: string;
  readonly now: number;
  readonly leaseMs: number;
  readonly limit: number;
}

/** One lease under way. */
export interface Leasing extends LeaseCall {
  /** What is left of its time, in milliseconds. */
  readonly left: () => number;
  /** What it has by now, in the order of the answer, and the names of their keys. */
  readonly events: LeasedEvent[];
  readonly leased: Set<string>;
  /** The bookings of which nothing behind may be leased. */
  readonly heldBack: Set<string>;
  /** What is wrong with an event that was met on the way. */
  unread: StoreDown | undefined;
}

export const isFull = ({ events, limit }: Leasing): boolean => events.length >= limit;

/**
 * The first events that are due as far as the index knows, as many as are leased at once, without those behind one of
 * their booking that is not, or that cannot be read; and what lies behind them all.
 */
export function firstDue(
  listed: readonly Attributes[],
  leasing: Leasing,
): { readonly due: readonly Pending[]; readonly behind: readonly Attributes[] } {
  const { relayId, now, limit, heldBack } = leasing;
  const due: Pending[] = [];
  for (const [at, item] of listed.entries()) {
    if (due.length === limit) return { due, behind: listed.slice(at) };
    const { pk } = keyIn(item);
    const event = readable(() => toPending(item));
    if (event.isErr()) leasing.unread ??= event.error;
    if (event.isErr() || !isDue(event.value, relayId, now)) heldBack.add(pk);
    else if (!heldBack.has(pk)) due.push(event.value);
  }
  return { due, behind: [] };
}
