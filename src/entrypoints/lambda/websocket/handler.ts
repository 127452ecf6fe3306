import { randomUUID } from 'node:crypto';
import type { Logger, Subscriptions } from '../../../ports/index.js';
import { consoleLogger } from '../../library/console-logger.js';
import { quietLogger } from '../../library/guarded-parts.js';
import { createLiveProtocol } from '../../live/protocol.js';
import { SUBPROTOCOL, subprotocolsIn } from '../../live/subprotocol.js';
import { actorIn } from '../actor-context.js';
import { linesOf } from '../header-lines.js';
import { checkWebSocketEvent, frameIn, type WebSocketEvent } from './event.js';

export interface WebSocketHandlerOptions {
  readonly subscriptions: Subscriptions;
  /** Hears of bugs, and of subscriptions that cannot be reached. Default: the console. */
  readonly logger?: Logger | undefined;
  /** Default: a random UUID. */
  readonly newIncidentId?: (() => string) | undefined;
}

export interface WebSocketResult {
  readonly statusCode: number;
  readonly headers?: Readonly<Record<string, string>>;
  /** Sent to the client, where the API's `$default` route has a route response. */
  readonly body?: string;
}

/** Rejects with a `TypeError` for what is no event of a WebSocket API. */
export type WebSocketHandler = (event: WebSocketEvent) => Promise<WebSocketResult>;

/** API Gateway ends a connection after two hours. */
const LONGEST_CONNECTION_MS = 2 * 3_600_000;
const MARGIN_MS = 10 * 60_000;

const DONE: WebSocketResult = { statusCode: 200 };

/** A client that asks for our subprotocol is told that it is spoken; one that asks for none needs no word about it. */
const accepted = (event: WebSocketEvent): WebSocketResult =>
  subprotocolsIn(linesOf(event, 'sec-websocket-protocol').join(',')).includes(SUBPROTOCOL)
    ? { ...DONE, headers: { 'Sec-WebSocket-Protocol': SUBPROTOCOL } }
    : DONE;

/**
 * The live protocol as one Lambda function behind all routes of a WebSocket API. `$connect` is answered with 401 unless
 * an authorizer has said who is calling; `$disconnect` ends what the connection follows, with 503 when the store cannot
 * be reached: then it ends at the first post that finds nobody, or by itself. On any other route the body is a frame and
 * the reply to it the body of the answer, an error frame where there is no body, no text in it or no JSON.
 */
export function createWebSocketHandler(options: WebSocketHandlerOptions): WebSocketHandler {
  const { subscriptions, newIncidentId = randomUUID } = options;
  const logger = quietLogger(options.logger ?? consoleLogger);
  const protocol = createLiveProtocol({ subscriptions, logger, newIncidentId });

  async function disconnect(connectionId: string): Promise<WebSocketResult> {
    const removed = await subscriptions.remove(connectionId);
    return removed.match(
      () => DONE,
      ({ cause }) => {
        logger.warn({ connectionId, cause }, 'subscriptions not removed');
        return { statusCode: 503 };
      },
    );
  }

  return async (event) => {
    checkWebSocketEvent(event);
    const { routeKey, connectionId, connectedAt, authorizer } = event.requestContext;
    if (routeKey === '$disconnect') return disconnect(connectionId);
    const actor = actorIn(authorizer);
    if (!actor) return { statusCode: 401 };
    if (routeKey === '$connect') return accepted(event);
    const expiresAt = connectedAt + LONGEST_CONNECTION_MS + MARGIN_MS;
    return { ...DONE, body: await protocol({ connectionId, actor, expiresAt }, frameIn(event)) };
  };
}
