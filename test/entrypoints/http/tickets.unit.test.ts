import { describe, expect, it } from 'vitest';
import { inMemoryTickets } from '../../../src/adapters/in-memory/index.js';
import { errAsync } from '../../../src/domain/result.js';
import { ticketOffice } from '../../../src/entrypoints/live/ticket-office.js';
import type { Tickets } from '../../../src/ports/index.js';
import { openDirect } from './direct-wire.js';
import { expectDocumented } from './documented.js';
import type { WireRequest } from './wire.js';
import { actorOf, world } from './world.js';

const ASK: WireRequest = { method: 'POST', target: '/live/tickets', headers: {}, as: actorOf('ada') };

async function served(port: Tickets = inMemoryTickets()) {
  const { bookings, clock } = world();
  const tickets = ticketOffice(port, clock);
  const wire = await openDirect(bookings, '', undefined, { tickets });
  return {
    tickets,
    async ask(request: Partial<WireRequest> = {}) {
      const answer = await wire.send({ ...ASK, ...request });
      expectDocumented('POST', '/live/tickets', answer);
      return { ...answer, body: JSON.parse(answer.text) };
    },
  };
}

describe('POST /live/tickets', () => {
  it('issues the caller a ticket of their own, for a minute, and lets nobody keep the answer', async () => {
    const { ask, tickets } = await served();
    const { status, body, headers } = await ask();
    expect([status, body.expiresAt]).toEqual([201, '2026-12-01T08:01:00.000Z']);
    expect(headers['cache-control']).toBe('private, no-cache');
    expect((await ask()).body.ticket).not.toBe(body.ticket);
    expect((await tickets.redeem(body.ticket))._unsafeUnwrap()).toEqual(actorOf('ada'));
  });

  it('issues none to who is unknown', async () => {
    const { ask } = await served();
    expect(await ask({ as: undefined })).toMatchObject({ status: 401 });
  });

  it('says so when tickets cannot be reached', async () => {
    const down = () => errAsync({ kind: 'store_unavailable' as const });
    const { ask } = await served({ put: down, take: down });
    expect(await ask()).toMatchObject({ status: 503, body: { code: 'store_unavailable' } });
  });

  it('is not there where there are none', async () => {
    const wire = await openDirect(world().bookings);
    expect(JSON.parse((await wire.send(ASK)).text)).toMatchObject({ status: 404, code: 'route_not_found' });
  });
});
