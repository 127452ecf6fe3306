import { EventEmitter, once } from 'node:events';
import { WebSocket } from 'ws';
import * as z from 'zod/mini';
import type { Arrangement } from './arrangement.ts';

/** A live connection of somebody's, and what it has heard. */
export interface LiveClient {
  /** The ids of the events of its updates, as they came. */
  readonly updates: readonly string[];
  /** Resolves with the next update; rejects when there is none within `ms`. */
  next(ms: number): Promise<void>;
  /** Asks, and answers with the reply; one question at a time. */
  ask(frame: object): Promise<Frame>;
  close(): Promise<void>;
}

/** What a connection is sent. */
export interface Frame {
  readonly action: string;
  /** Of an error. */
  readonly code?: string;
  readonly event?: { readonly eventId: string };
}

const TRIES = 10;

/** One that follows these topics. */
export async function follower(
  { webSocket, issuer }: Pick<Arrangement, 'webSocket' | 'issuer'>,
  subject: string,
  topics: readonly string[],
  roles?: readonly string[],
): Promise<LiveClient> {
  const authorization = `Bearer ${await issuer.tokenFor(subject, roles)}`;
  return following(new WebSocket(webSocket.url, { headers: { authorization } }), subject, topics);
}

/** The same, connected as a page connects: by a ticket that it was given over HTTP. */
export async function ticketHolder(
  { webSocket, http, issuer }: Pick<Arrangement, 'webSocket' | 'http' | 'issuer'>,
  subject: string,
  topics: readonly string[],
  roles?: readonly string[],
): Promise<LiveClient> {
  const authorization = `Bearer ${await issuer.tokenFor(subject, roles)}`;
  const issued = await fetch(`${http.url}/live/tickets`, { method: 'POST', headers: { authorization } });
  const { ticket } = z.parse(z.object({ ticket: z.string() }), await issued.json());
  return following(new WebSocket(webSocket.url, ['holdfast.v1', `ticket.${ticket}`]), subject, topics);
}

async function following(socket: WebSocket, subject: string, topics: readonly string[]): Promise<LiveClient> {
  await once(socket, 'open');
  const updates: string[] = [];
  const heard = new EventEmitter();
  socket.addEventListener('message', ({ data }) => {
    const frame: Frame = JSON.parse(typeof data === 'string' ? data : '');
    if (frame.event) updates.push(frame.event.eventId);
    heard.emit(frame.event ? 'update' : 'reply', frame);
  });
  socket.addEventListener('close', () => heard.emit('error', new Error(`the connection of ${subject} was closed`)));
  heard.on('error', () => undefined);
  const client: LiveClient = {
    updates,
    async next(ms) {
      await once(heard, 'update', { signal: AbortSignal.timeout(ms) });
    },
    async ask(frame) {
      const replied = once(heard, 'reply');
      socket.send(JSON.stringify(frame));
      const [reply] = await replied;
      return reply;
    },
    async close() {
      const closed = once(socket, 'close');
      socket.close();
      await closed;
    },
  };
  for (let tried = 1; ; tried += 1) {
    const reply = await client.ask({ action: 'subscribe', topics });
    if (reply.action === 'subscribed') return client;
    if (reply.code !== 'try_again' || tried >= TRIES) throw new Error(`not subscribed: ${JSON.stringify(reply)}`);
  }
}
