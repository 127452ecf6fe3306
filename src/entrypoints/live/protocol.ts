import { mayFollow, type Topic } from '../../domain/live/topic.js';
import type { Logger, StoreDown, Subscriber, Subscriptions, TooManyTopics } from '../../ports/index.js';
import type { ClientFrame, ServerFrame } from './frames.js';
import type { LiveError } from './live-errors.js';
import { parseFrame } from './parse-frame.js';

/** A connection whose other end is known, however it came about. */
export interface LiveConnection extends Subscriber {
  /** When no such connection can be left, in epoch milliseconds: what it follows ends then. */
  readonly expiresAt: number;
}

export interface LiveProtocolParts {
  readonly subscriptions: Subscriptions;
  /** Hears of bugs, and of subscriptions that cannot be reached. */
  readonly logger: Logger;
  readonly newIncidentId: () => string;
}

/** The reply to one frame of a client, ready to be sent. Never rejects. */
export type LiveProtocol = (connection: LiveConnection, frame: string | Uint8Array) => Promise<string>;

const refused = (error: LiveError): ServerFrame => ({ action: 'error', ...error });

/** What a client may say and what it is told, over whatever carries it. */
export function createLiveProtocol({ subscriptions, logger, newIncidentId }: LiveProtocolParts): LiveProtocol {
  const failed = (error: TooManyTopics | StoreDown): ServerFrame => {
    if (error.kind === 'too_many_topics') return refused({ code: 'too_many_topics', most: error.most });
    logger.warn({ cause: error.cause }, 'subscriptions not reachable');
    return refused({ code: 'try_again' });
  };

  async function subscribe(connection: LiveConnection, topics: readonly Topic[]): Promise<ServerFrame> {
    const { connectionId, actor, expiresAt } = connection;
    const forbidden = topics.find((topic) => !mayFollow(actor, topic));
    if (forbidden !== undefined) return refused({ code: 'forbidden', topic: forbidden });
    const subscribed = await subscriptions.subscribe({ connectionId, actor }, topics, expiresAt);
    return subscribed.match((): ServerFrame => ({ action: 'subscribed', topics }), failed);
  }

  async function unsubscribe({ connectionId }: LiveConnection, topics: readonly Topic[]): Promise<ServerFrame> {
    const unsubscribed = await subscriptions.unsubscribe(connectionId, topics);
    return unsubscribed.match((): ServerFrame => ({ action: 'unsubscribed', topics }), failed);
  }

  function answer(connection: LiveConnection, frame: ClientFrame): ServerFrame | Promise<ServerFrame> {
    switch (frame.action) {
      case 'subscribe':
        return subscribe(connection, frame.topics);
      case 'unsubscribe':
        return unsubscribe(connection, frame.topics);
      case 'ping':
        return { action: 'pong' };
    }
  }

  async function reply(connection: LiveConnection, frame: string | Uint8Array): Promise<ServerFrame> {
    const parsed = parseFrame(frame);
    if (parsed.isErr()) return refused(parsed.error);
    try {
      return await answer(connection, parsed.value);
    } catch (error) {
      const incidentId = newIncidentId();
      logger.error({ error, incidentId }, 'frame not answered');
      return refused({ code: 'internal_error', incidentId });
    }
  }
  return async (connection, frame) => JSON.stringify(await reply(connection, frame));
}
