import { okAsync } from '../../domain/result.js';
import type { LeasedEvent, Outbox, ParkedEvent } from '../../ports/outbox.js';
import type { StoredEvent } from '../../ports/repository.js';
import { type Entry, pendingEvents } from './pending-events.js';

const isLeased = (entry: Entry, now: number): boolean => entry.relayId !== undefined && entry.leasedUntil > now;

/** Whether this relay may not have it now, so that nobody may have a later event of its booking either. */
const isHeldBack = (entry: Entry, relayId: string, now: number): boolean =>
  entry.retryAt > now || (isLeased(entry, now) && entry.relayId !== relayId);

/** An outbox and the door by which a commit puts events into it. */
export function inMemoryOutbox(): Outbox & { append(stored: StoredEvent): void } {
  const pending = pendingEvents();

  return {
    append: ({ event }) => pending.append(event),

    // What this relay has already leased is leased to it again: then an answer that got lost costs it nothing.
    lease(relayId, now, leaseMs, limit) {
      const leased: LeasedEvent[] = [];
      const heldBack = new Set<string>();
      for (const entry of pending.oldestFirst()) {
        if (leased.length >= limit) break;
        if (entry.parkedBy !== undefined || heldBack.has(entry.event.bookingId)) continue;
        if (isHeldBack(entry, relayId, now)) {
          heldBack.add(entry.event.bookingId);
          continue;
        }
        entry.relayId = relayId;
        entry.leasedUntil = now + leaseMs;
        leased.push({ event: entry.event, attempts: entry.attempts });
      }
      return okAsync(leased);
    },

    delivered(eventIds) {
      for (const eventId of eventIds) pending.remove(eventId);
      return okAsync(undefined);
    },

    failed(relayId, eventId, error, retryAt) {
      const entry = pending.get(eventId);
      if (entry?.relayId !== relayId) return okAsync(undefined);
      entry.attempts += 1;
      entry.relayId = undefined;
      if (retryAt === 'park') entry.parkedBy = error;
      else entry.retryAt = retryAt;
      return okAsync(undefined);
    },

    parked(limit) {
      const parked: ParkedEvent[] = [];
      for (const { event, attempts, parkedBy } of pending.oldestFirst()) {
        if (parked.length >= limit) break;
        if (parkedBy !== undefined) parked.push({ event, attempts, lastError: parkedBy });
      }
      return okAsync(parked);
    },

    unpark(eventId) {
      const entry = pending.get(eventId);
      if (entry?.parkedBy === undefined) return okAsync(false);
      entry.parkedBy = undefined;
      entry.attempts = 0;
      entry.retryAt = Number.NEGATIVE_INFINITY;
      return okAsync(true);
    },
  };
}
