import { expect } from 'vitest';
import { apiGatewayBroadcaster } from '../../../src/adapters/api-gateway-websocket/index.js';
import { staff } from '../../../src/entrypoints/testing/index.js';
import type { Subscriptions } from '../../../src/ports/index.js';
import { connectionsApi } from './connections-api.js';
import { booked, LATER, never } from './events.js';

export const EVENTS = 4;
const AT_ONCE = 50;
/** Long enough for a machine that has other things to do; nothing here takes long, or is tried twice. */
const PATIENCE = { tryMs: 30_000, maxWaitMs: 60_000 };

/**
 * Some connections of which the first are dead, and events for them all, one after another. Each that is alive has each
 * event once; the dead have left the subscriptions. Answers with how many requests that took.
 */
export async function crowdIsTold(subscriptions: Subscriptions, connections: number, dead: number): Promise<number> {
  const ids = Array.from({ length: connections }, (_, n) => `c-${n}=`);
  const isDead = new Set(ids.slice(0, dead));
  const { client, sent, requests, close } = await connectionsApi((id) => (isDead.has(id) ? 410 : 200));
  try {
    const broadcaster = apiGatewayBroadcaster(client, subscriptions, PATIENCE);
    for (let at = 0; at < ids.length; at += AT_ONCE) {
      const some = ids.slice(at, at + AT_ONCE).map(async (connectionId) => {
        const subscriber = { connectionId, actor: staff('sam') };
        (await subscriptions.subscribe(subscriber, ['all', 'service:chair'], LATER))._unsafeUnwrap();
      });
      await Promise.all(some);
    }
    for (let n = 0; n < EVENTS; n += 1) (await broadcaster.broadcast(booked(n), never))._unsafeUnwrap();

    const eventIds = Array.from({ length: EVENTS }, (_, n) => booked(n).eventId);
    const heard = ids.slice(dead).map((id) => sent.get(id)?.map((body) => JSON.parse(body).event.eventId));
    expect(heard).toEqual(ids.slice(dead).map(() => eventIds));
    const left = (await subscriptions.subscribersOf(['all', 'service:chair'], LATER - 1))._unsafeUnwrap();
    expect(left.map(({ connectionId }) => connectionId).sort()).toEqual(ids.slice(dead).sort());
    return requests();
  } finally {
    await close();
  }
}
