import { newSecret, sha256, systemClock } from '../../adapters/system/index.js';
import type { Actor } from '../../domain/access/actor.js';
import { ResultAsync } from '../../domain/result.js';
import type { Clock, StoreDown, Tickets } from '../../ports/index.js';

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

export function ticketOffice(tickets: Tickets, clock: Clock = systemClock): TicketOffice {
  return {
    issue(actor) {
      const issued = { ticket: newSecret(), expiresAt: clock.now() + TICKET_MS };
      const put = async () => tickets.put(sha256(issued.ticket), { actor, expiresAt: issued.expiresAt });
      return new ResultAsync(put()).map(() => issued);
    },
    redeem: (ticket) => new ResultAsync((async () => tickets.take(sha256(ticket), clock.now()))()),
  };
}
