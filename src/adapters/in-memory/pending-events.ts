import type { BookingEvent } from '../../domain/booking/booking.js';

/** An event that is not delivered yet. */
export interface PendingEvent {
  readonly event: BookingEvent;
  /** Its place in the order of commits. */
  readonly sequence: number;
  attempts: number;
  /** Who leased it last and has not given it back; it counts while `now < leasedUntil`. */
  relayId: string | undefined;
  leasedUntil: number;
  retryAt: number;
  /** The error it was parked with. */
  parkedBy: string | undefined;
  removed: boolean;
}

export interface PendingEvents {
  append(event: BookingEvent): void;
  get(eventId: string): PendingEvent | undefined;
  remove(eventId: string): void;
  oldestFirst(): Iterable<PendingEvent>;
}

/**
 * In commit order, which is also the order of versions within one booking. Removed events stay where they are until
 * they are half of all: then one pass sweeps them out, so that a removal costs the same however long the queue is.
 */
export function pendingEvents(): PendingEvents {
  const byId = new Map<string, PendingEvent>();
  let queue: PendingEvent[] = [];
  /** Everything before it is removed, so that a long backlog is not walked through again at every lease. */
  let head = 0;
  let appended = 0;

  return {
    append(event) {
      appended += 1;
      const pending: PendingEvent = {
        event,
        sequence: appended,
        attempts: 0,
        relayId: undefined,
        leasedUntil: 0,
        retryAt: Number.NEGATIVE_INFINITY,
        parkedBy: undefined,
        removed: false,
      };
      queue.push(pending);
      byId.set(event.eventId, pending);
    },
    get: (eventId) => byId.get(eventId),
    remove(eventId) {
      const pending = byId.get(eventId);
      if (pending === undefined) return;
      pending.removed = true;
      byId.delete(eventId);
      while (queue[head]?.removed === true) head += 1;
      if (queue.length > 2 * byId.size) {
        queue = queue.filter(({ removed }) => !removed);
        head = 0;
      }
    },
    *oldestFirst() {
      for (let place = head; place < queue.length; place += 1) {
        const pending = queue[place];
        if (pending?.removed === false) yield pending;
      }
    },
  };
}
