import { okAsync } from '../../domain/result.js';
import type { Ticket, Tickets } from '../../ports/index.js';

export interface InMemoryTicketsOptions {
  /** How many are kept, the latest ones; default 100,000. */
  readonly most?: number | undefined;
}

/** For one process. Beyond `most` the oldest ticket is void, so memory is bounded whoever asks for how many. */
export function inMemoryTickets({ most = 100_000 }: InMemoryTicketsOptions = {}): Tickets {
  const kept = new Map<string, Ticket>();
  return {
    put(digest, ticket) {
      kept.set(digest, ticket);
      const [oldest] = kept.keys();
      if (kept.size > most && oldest !== undefined) kept.delete(oldest);
      return okAsync(undefined);
    },
    take(digest, now) {
      const ticket = kept.get(digest);
      kept.delete(digest);
      return okAsync(ticket && now < ticket.expiresAt ? ticket.actor : undefined);
    },
  };
}
