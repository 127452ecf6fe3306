import type { Stopwatch } from '../../../ports/index.js';
import type { DayKey } from '../../schedule/service-day.js';

const MAX_LENGTH = 5_000;
const MAX_WAIT_MS = 10_000;

interface Ticket {
  readonly keys: readonly string[];
  readonly since: number;
  /** Lines in which someone is still ahead. */
  behind: number;
  start: () => void;
}

// No service id holds a `#`, so that a day's key is never a booking's.
export const bookingKey = (bookingId: string): string => `booking##${bookingId}`;
export const dayKeys = (days: readonly DayKey[]): readonly string[] =>
  days.map(({ serviceId, day }) => `${serviceId}#${day}`);

export type NotServed = 'queue_full' | 'waited_too_long' | 'aborted';

/**
 * Lets commands that touch the same keys pass one after another: a crowd on one slot costs few writes instead of a
 * storm of failed ones. It orders, it does not protect: other processes have queues of their own, and versions decide.
 * A ticket joins all its lines in one step, so no two can wait for each other. The wait needs no timer: whoever is
 * ahead is bounded by the store's time-outs, and a ticket that comes up too late is sent away without being served.
 */
export class KeyedQueue {
  readonly #lines = new Map<string, Ticket[]>();
  readonly #stopwatch: Stopwatch;

  constructor(stopwatch: Stopwatch) {
    this.#stopwatch = stopwatch;
  }

  async through<T>(keys: readonly string[], signal: AbortSignal | undefined, work: () => Promise<T>): Promise<T | NotServed> {
    const ticket = this.#join(keys);
    if (!ticket) return 'queue_full';
    try {
      if (ticket.behind > 0) {
        await this.#turnOf(ticket, signal);
        if (signal?.aborted) return 'aborted';
        if (this.#stopwatch() - ticket.since > MAX_WAIT_MS) return 'waited_too_long';
      }
      return await work();
    } finally {
      this.#leave(ticket);
    }
  }

  #join(keys: readonly string[]): Ticket | undefined {
    if (keys.some((key) => (this.#lines.get(key)?.length ?? 0) >= MAX_LENGTH)) return undefined;
    const ticket: Ticket = { keys, since: this.#stopwatch(), behind: 0, start: () => undefined };
    for (const key of keys) {
      const line = this.#lines.get(key);
      if (!line) {
        this.#lines.set(key, [ticket]);
      } else {
        line.push(ticket);
        ticket.behind += 1;
      }
    }
    return ticket;
  }

  #turnOf(ticket: Ticket, signal: AbortSignal | undefined): Promise<void> {
    return new Promise((resolve) => {
      ticket.start = () => {
        signal?.removeEventListener('abort', ticket.start);
        resolve();
      };
      signal?.addEventListener('abort', ticket.start);
      if (signal?.aborted) ticket.start();
    });
  }

  #leave(ticket: Ticket): void {
    for (const key of ticket.keys) {
      const line = this.#lines.get(key) ?? [];
      const wasFirst = line[0] === ticket;
      line.splice(line.indexOf(ticket), 1);
      const next = line[0];
      if (!next) this.#lines.delete(key);
      else if (wasFirst) {
        next.behind -= 1;
        if (next.behind === 0) next.start();
      }
    }
  }
}
