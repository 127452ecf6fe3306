import { once } from 'node:events';
import { WebSocket } from 'ws';
import { expect } from 'vitest';

export interface Board {
  readonly socket: WebSocket;
  /** Ids of the events of the updates that came, in that order. */
  readonly updates: readonly string[];
  /** Until this event has come. */
  hears(eventId: string): Promise<void>;
}

/** A live connection to a server that asks nobody who they are. `subprotocols` may bring a ticket. */
export async function openBoard(url: string, subprotocols: readonly string[] = ['holdfast.v1']): Promise<Board> {
  const socket = new WebSocket(`${url.replace('http', 'ws')}/live`, [...subprotocols]);
  const updates: string[] = [];
  const subscribed = new Promise<void>((resolve) => {
    socket.addEventListener('message', ({ data }) => {
      const frame: unknown = JSON.parse(typeof data === 'string' ? data : '');
      if (typeof frame !== 'object' || frame === null) return;
      if ('action' in frame && frame.action === 'subscribed') resolve();
      if ('event' in frame) updates.push((frame.event as { readonly eventId: string }).eventId);
    });
  });
  await once(socket, 'open');
  socket.send(JSON.stringify({ action: 'subscribe', topics: ['all'] }));
  await subscribed;
  return {
    socket,
    updates,
    hears: async (eventId) => {
      await expect.poll(() => updates, { timeout: 20_000 }).toContain(eventId);
    },
  };
}
