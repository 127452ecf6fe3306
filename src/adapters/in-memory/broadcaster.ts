import type { BookingEvent } from '../../domain/booking/booking.js';
import { errAsync, okAsync } from '../../domain/result.js';
import type { Broadcaster } from '../../ports/index.js';

export interface InMemoryBroadcaster extends Broadcaster {
  /** Calls `listener` with every event from now on; the answer ends it. */
  subscribe(listener: (event: BookingEvent) => void): () => void;
}

/** For boards that live in this process. */
export function inMemoryBroadcaster(): InMemoryBroadcaster {
  const listeners = new Set<{ readonly listener: (event: BookingEvent) => void }>();
  return {
    broadcast(event) {
      const failures: unknown[] = [];
      for (const { listener } of listeners) {
        try {
          listener(event);
        } catch (cause) {
          // One broken board is no reason to keep the event from the others.
          failures.push(cause);
        }
      }
      return failures.length === 0 ? okAsync(undefined) : errAsync({ kind: 'not_broadcast', cause: failures[0] });
    },
    subscribe(listener) {
      const subscription = { listener };
      listeners.add(subscription);
      return () => void listeners.delete(subscription);
    },
  };
}
