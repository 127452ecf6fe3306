import { describe, expect, it } from 'vitest';
import { inMemoryTickets } from '../../../src/adapters/in-memory/index.js';
import { sha256 } from '../../../src/adapters/system/index.js';
import { errAsync } from '../../../src/domain/result.js';
import { ticketOffice } from '../../../src/entrypoints/live/ticket-office.js';
import { manualClock, user } from '../../../src/entrypoints/testing/index.js';
import type { Tickets } from '../../../src/ports/index.js';

const ada = user('ada');

function office(tickets: Tickets = inMemoryTickets()) {
  const clock = manualClock('2026-12-01T08:00:00Z');
  return { clock, ...ticketOffice(tickets, clock) };
}

describe('a ticket', () => {
  it('is good for a minute', async () => {
    const { clock, issue, redeem } = office();
    const [early, late] = [(await issue(ada))._unsafeUnwrap(), (await issue(ada))._unsafeUnwrap()];
    expect(early.expiresAt).toBe(clock.now() + 60_000);
    clock.advance({ ms: 59_999 });
    expect((await redeem(early.ticket))._unsafeUnwrap()).toEqual(ada);
    clock.advance({ ms: 1 });
    expect((await redeem(late.ticket))._unsafeUnwrap()).toBeUndefined();
  });

  it('is nothing that could be guessed, and of letters that a subprotocol may have', async () => {
    const { issue } = office();
    const issued = await Promise.all(Array.from({ length: 100 }, () => issue(ada)));
    const tickets = issued.map((one) => one._unsafeUnwrap().ticket);
    expect(new Set(tickets).size).toBe(100);
    for (const ticket of tickets) expect(ticket).toMatch(/^[\w-]{43}$/);
  });

  it('is kept by its digest: who reads what is kept has no ticket', async () => {
    const kept: unknown[] = [];
    const tickets = inMemoryTickets();
    const { issue, redeem } = office({
      take: tickets.take,
      put(digest, ticket) {
        kept.push(digest, ticket);
        return tickets.put(digest, ticket);
      },
    });
    const { ticket } = (await issue(ada))._unsafeUnwrap();
    expect(kept[0]).toBe(sha256(ticket));
    expect(JSON.stringify(kept)).not.toContain(ticket);
    expect((await redeem(sha256(ticket)))._unsafeUnwrap()).toBeUndefined();
    expect((await redeem(ticket))._unsafeUnwrap()).toEqual(ada);
  });

  it('is neither issued nor redeemed while tickets cannot be reached', async () => {
    const down = () => errAsync({ kind: 'store_unavailable' as const });
    const { issue, redeem } = office({ put: down, take: down });
    expect((await issue(ada))._unsafeUnwrapErr().kind).toBe('store_unavailable');
    expect((await redeem('x'))._unsafeUnwrapErr().kind).toBe('store_unavailable');
  });
});
