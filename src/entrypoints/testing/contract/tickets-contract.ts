import type { Tickets } from '../../../ports/live.js';
import type { ContractCase } from './contract-case.js';
import { TICKET_STORIES } from './live/ticket-stories.js';

/** Tickets that nobody else uses, for one case of the contract. */
export interface TicketsUnderTest {
  readonly tickets: Tickets;
  dispose?(): Promise<void>;
}

export interface TicketsContractOptions {
  /** Called once per case. */
  create(): Promise<TicketsUnderTest>;
}

/** What tickets have to do, as cases for any test runner. */
export const ticketsContract = ({ create }: TicketsContractOptions): readonly ContractCase[] =>
  TICKET_STORIES.map(({ name, tell }) => ({
    name,
    tags: ['tickets'],
    timeoutMs: 30_000,
    async run() {
      const under = await create();
      try {
        await tell(under.tickets);
      } finally {
        await under.dispose?.();
      }
    },
  }));
