import type { HeaderLines } from '../header-lines.js';
import { isObject, type Loose } from '../loose.js';

/** What API Gateway hands over for a WebSocket API: as much of it as is read. Headers come with `$connect`. */
export interface WebSocketEvent extends HeaderLines {
  readonly requestContext: {
    /** `$connect`, `$disconnect`, `$default`, or a route that was made for one of the actions. */
    readonly routeKey: string;
    readonly connectionId: string;
    /** In epoch milliseconds. */
    readonly connectedAt: number;
    /** What the authorizer of `$connect` answered with, for as long as the connection lasts. */
    readonly authorizer?: Readonly<Record<string, unknown>> | null | undefined;
  };
  readonly body?: string | null | undefined;
  readonly isBase64Encoded?: boolean | undefined;
}

function isEvent(event: unknown): boolean {
  const { requestContext, body }: Loose<WebSocketEvent> = isObject(event) ? event : {};
  const context: Loose<WebSocketEvent['requestContext']> = isObject(requestContext) ? requestContext : {};
  const isNamed = typeof context.routeKey === 'string' && typeof context.connectionId === 'string';
  const hasBody = body === undefined || body === null || typeof body === 'string';
  return isNamed && hasBody && Number.isSafeInteger(context.connectedAt);
}

/**
 * Throws for what is none, so that whoever sent it sees the invocation fail.
 * @throws TypeError
 */
export function checkWebSocketEvent(event: unknown): asserts event is WebSocketEvent {
  if (!isEvent(event)) throw new TypeError('holdfast answers a WebSocket API, whose events name a route and a connection');
}

/** What the client sent. Base64 is how API Gateway hands a binary message over. */
export const frameIn = ({ body, isBase64Encoded }: WebSocketEvent): string | Uint8Array =>
  isBase64Encoded ? Buffer.from(body ?? '', 'base64') : (body ?? '');
