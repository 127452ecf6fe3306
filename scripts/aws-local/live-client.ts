import { once } from 'node:events';
import { WebSocket } from 'ws';
import type { Arrangement } from './arrangement.ts';

/** A live connection of somebody's, and what it has heard. */
export interface LiveClient {
  /** The ids of the events of its updates, as they came. */
  readonly updates: readonly string[];
  /** Asks, and answers with the reply. */
  ask(frame: object): Promise<unknown>;
  close(): Promise<void>;
}

interface Frame {
  readonly action: string;
  readonly event?: { readonly eventId: string };
}

/** One that follows these topics. */
export async function follower(
  { webSocket, issuer }: Pick<Arrangement, 'webSocket' | 'issuer'>,
  subject: string,
  topics: readonly string[],
  roles?: readonly string[],
): Promise<LiveClient> {
  const socket = new WebSocket(webSocket.url, { headers: { authorization: `Bearer ${await issuer.tokenFor(subject, roles)}` } });
  await once(socket, 'open');
  const updates: string[] = [];
  const replies: ((frame: Frame) => void)[] = [];
  socket.addEventListener('message', ({ data }) => {
    const frame: Frame = JSON.parse(typeof data === 'string' ? data : '');
    if (frame.event) updates.push(frame.event.eventId);
    else replies.shift()?.(frame);
  });
  const client: LiveClient = {
    updates,
    ask: (frame) =>
      new Promise((resolve) => {
        replies.push(resolve);
        socket.send(JSON.stringify(frame));
      }),
    async close() {
      const closed = once(socket, 'close');
      socket.close();
      await closed;
    },
  };
  const reply = await client.ask({ action: 'subscribe', topics });
  if (JSON.stringify(reply) !== JSON.stringify({ action: 'subscribed', topics })) throw new Error(JSON.stringify(reply));
  return client;
}
