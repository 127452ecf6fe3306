import type { Actor } from 'holdfast';
import type { WebSocketEvent } from 'holdfast/lambda';
import { toContext } from '../../../../src/entrypoints/lambda/actor-context.js';
import { staff } from '../../../../src/entrypoints/testing/index.js';

export const CONNECTED_AT = Date.parse('2026-12-01T10:00:00Z');

const more = { stage: 'live', eventType: 'MESSAGE', requestTimeEpoch: CONNECTED_AT + 5 };

/** As API Gateway sends it, with more in it than is read. Without an actor there was no authorizer. */
export const socketEvent = (
  routeKey: string,
  { actor = staff('sam'), ...part }: Partial<WebSocketEvent> & { readonly actor?: Actor | null } = {},
): WebSocketEvent => ({
  requestContext: {
    ...more,
    routeKey,
    connectionId: 'c-1=',
    connectedAt: CONNECTED_AT,
    ...(actor && { authorizer: { ...toContext(actor), principalId: actor.subject, integrationLatency: 7 } }),
  },
  isBase64Encoded: false,
  ...part,
});

export const message = (frame: unknown, part: Parameters<typeof socketEvent>[1] = {}): WebSocketEvent =>
  socketEvent('$default', { body: JSON.stringify(frame), ...part });
