import { type ApiGatewayManagementApiClient, PostToConnectionCommand } from '@aws-sdk/client-apigatewaymanagementapi';
import type { Clock } from '../../ports/index.js';
import { type NotPosted, notPosted } from './api-gateway-errors.js';

/** One try; nothing when the connection has the message. Over after `ms`, for what hangs may hang for ever, or with `signal`. */
export async function post(
  client: ApiGatewayManagementApiClient,
  clock: Clock,
  ms: number,
  message: { readonly ConnectionId: string; readonly Data: Uint8Array },
  signal: AbortSignal,
): Promise<NotPosted | undefined> {
  const answered = new AbortController();
  const tooLate = new AbortController();
  const alarm = clock.sleep(ms, answered.signal).then(() => {
    if (!answered.signal.aborted) tooLate.abort();
    throw new DOMException(`no answer within ${ms} ms`, 'TimeoutError');
  });
  try {
    const abortSignal = AbortSignal.any([tooLate.signal, signal]);
    await Promise.race([client.send(new PostToConnectionCommand(message), { abortSignal }), alarm]);
    return undefined;
  } catch (exception) {
    return notPosted(exception);
  } finally {
    answered.abort();
  }
}
