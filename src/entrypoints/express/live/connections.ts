import type { WebSocket } from 'ws';
import type { LiveSockets } from '../../../adapters/websocket/index.js';
import type { Actor } from '../../../domain/access/actor.js';
import type { Clock, Logger, Subscriptions } from '../../../ports/index.js';
import type { LiveProtocol } from '../../live/protocol.js';
import { converse } from './conversation.js';
import { heartbeat } from './heartbeat.js';
import { CLOSED, type LiveLimits } from './limits.js';

export interface ConnectionParts {
  readonly sockets: LiveSockets;
  readonly subscriptions: Subscriptions;
  readonly protocol: LiveProtocol;
  readonly limits: LiveLimits;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly newId: () => string;
}

/** Every connection that is made, from the handshake to the end of its subscriptions. */
export function liveConnections({ sockets, subscriptions, protocol, limits, clock, logger, newId }: ConnectionParts) {
  const pulse = heartbeat(limits, clock);
  const open = new Map<WebSocket, Promise<void>>();

  async function leave(connectionId: string): Promise<void> {
    try {
      const removed = await subscriptions.remove(connectionId);
      if (removed.isErr()) logger.warn({ cause: removed.error.cause }, 'subscriptions not removed');
    } catch (error) {
      logger.error({ error }, 'subscriptions not removed');
    }
  }

  return {
    add(socket: WebSocket, actor: Actor): void {
      const connectionId = newId();
      // A connection that has to end is gone a few beats later.
      const expiresAt = clock.now() + limits.connectionMs + 4 * limits.heartbeatMs;
      sockets.add(connectionId, socket);
      pulse.watch(socket);
      // What is wrong with its bytes, its closing says.
      socket.on('error', () => undefined);
      const answered = converse(socket, limits.framesWaiting, async (frame) => {
        sockets.send(connectionId, await protocol({ connectionId, actor, expiresAt }, frame));
      });
      const closed = new Promise<void>((resolve) => socket.once('close', () => resolve()));
      // Only then: a subscription that is under way would be left over.
      const gone = closed.then(answered).then(() => leave(connectionId)).finally(() => open.delete(socket));
      open.set(socket, gone);
    },

    /** Says goodbye to all. Who does not answer in time is let go by `ws`. */
    async close(): Promise<void> {
      pulse.stop();
      for (const socket of open.keys()) socket.close(CLOSED.goingAway, 'server stops');
      await Promise.all(open.values());
    },
  };
}
