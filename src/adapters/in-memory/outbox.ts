import { okAsync } from '../../domain/result.js';
import type { LeasedEvent, Outbox, ParkedEvent } from '../../ports/outbox.js';
import type { StoredEvent } from '../../ports/repository.js';
import { type PendingEvent, pendingEvents } from './pending-events.js';

const isLeased = ({ relayId, leasedUntil }: PendingEvent, now: number): boolean =>
  relayId !== undefined && leasedUntil > now;

/** Whether this relay may not have it now, so that nobody may have a later event of its booking either. */
const isHeldBack = (event: PendingEvent, relayId: string, now: number): boolean =>
  event.retryAt > now || (isLeased(event, now) && event.relayId !== relayId);

/** An outbox and the door by which a commit puts events into it. */
export function inMemoryOutbox(): Outbox & { append(stored: StoredEvent): void } {
  const pending = pendingEvents();

  return {
    append: ({ event }) => pending.append(event),

    // What this relay has already leased is leased to it again: then an answer that got lost costs it nothing.
    lease(relayId, now, leaseMs, limit) {
      const leased: LeasedEvent[] = [];
      const heldBack = new Set<string>();
      for (const waiting of pending.oldestFirst()) {
        if (leased.length >= limit) break;
        if (waiting.parkedBy !== undefined || heldBack.has(waiting.event.bookingId)) continue;
        if (isHeldBack(waiting, relayId, now)) {
          heldBack.add(waiting.event.bookingId);
          continue;
        }
        waiting.relayId = relayId;
        waiting.leasedUntil = now + leaseMs;
        leased.push({ event: waiting.event, attempts: waiting.attempts });
      }
      return okAsync(leased);
    },

    delivered(eventIds) {
      for (const eventId of eventIds) pending.remove(eventId);
      return okAsync(undefined);
    },

    failed(relayId, eventId, error, retryAt) {
      const waiting = pending.get(eventId);
      if (waiting?.relayId !== relayId) return okAsync(false);
      waiting.attempts += 1;
      waiting.relayId = undefined;
      if (retryAt === 'park') waiting.parkedBy = error;
      else waiting.retryAt = retryAt;
      return okAsync(true);
    },

    parked(limit, cursor = '0') {
      const items: ParkedEvent[] = [];
      let last = cursor;
      for (const { event, sequence, attempts, parkedBy } of pending.oldestFirst()) {
        if (parkedBy === undefined || sequence <= Number(cursor)) continue;
        if (items.length === limit) return okAsync({ items, unread: [], next: last });
        items.push({ event, attempts, lastError: parkedBy });
        last = String(sequence);
      }
      return okAsync({ items, unread: [] });
    },

    unpark(eventId) {
      const waiting = pending.get(eventId);
      if (waiting?.parkedBy === undefined) return okAsync(false);
      waiting.parkedBy = undefined;
      waiting.attempts = 0;
      waiting.retryAt = Number.NEGATIVE_INFINITY;
      return okAsync(true);
    },
  };
}
