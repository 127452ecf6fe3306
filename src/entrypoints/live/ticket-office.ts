import type { Actor } from '../../domain/access/actor.js';
import { ResultAsync } from '../../domain/result.js';
import type { Clock, Digest, StoreDown, Tickets } from '../../ports/index.js';

const TICKET_MS = 60_000;

export interface IssuedTicket {
  /** To be sent as the subprotocol `ticket.<ticket>`, once. */
  readonly ticket: string;
  /** In epoch milliseconds. */
  readonly expiresAt: number;
}

/** Where one shows who one is, and later connects with what one got for it. */
export interface TicketOffice {
  issue(actor: Actor): ResultAsync<IssuedTicket, StoreDown>;
  /** Nobody for a ticket that is used, over or none. */
  redeem(ticket: string): ResultAsync<Actor | undefined, StoreDown>;
}

export interface TicketOfficeParts {
  readonly tickets: Tickets;
  readonly clock: Clock;
  readonly digest: Digest;
  /** Unguessable, of the letters of a subprotocol's name. */
  readonly newSecret: () => string;
}

export function ticketOffice({ tickets, clock, digest, newSecret }: TicketOfficeParts): TicketOffice {
  return {
    issue(actor) {
      const issued = { ticket: newSecret(), expiresAt: clock.now() + TICKET_MS };
      const put = async () => tickets.put(digest(issued.ticket), { actor, expiresAt: issued.expiresAt });
      return new ResultAsync(put()).map(() => issued);
    },
    redeem: (ticket) => new ResultAsync((async () => tickets.take(digest(ticket), clock.now()))()),
  };
}
