import type { BookingEvent } from '../../domain/booking/booking.js';
import { topicsOf } from '../../domain/live/topic.js';
import { updatesOf } from '../../domain/live/update.js';
import { err, ok, type Result, ResultAsync } from '../../domain/result.js';
import type { Broadcaster, Clock, NotBroadcast, Subscriptions } from '../../ports/index.js';
import type { LiveSockets } from './sockets.js';

export interface WebSocketBroadcasterOptions {
  readonly clock?: Pick<Clock, 'now'> | undefined;
}

/**
 * Sends each event to every connection of this process that follows one of its topics, once each, as its other end may
 * see it, and waits for no reader. Of subscriptions that are shared with other processes it serves its own.
 * `not_broadcast` when the subscriptions cannot be reached.
 */
export function webSocketBroadcaster(
  sockets: Pick<LiveSockets, 'send'>,
  subscriptions: Subscriptions,
  { clock = { now: () => Date.now() } }: WebSocketBroadcasterOptions = {},
): Broadcaster {
  async function broadcast(event: BookingEvent): Promise<Result<void, NotBroadcast>> {
    const found = await subscriptions.subscribersOf(topicsOf(event.booking), clock.now());
    if (found.isErr()) return err({ kind: 'not_broadcast', cause: found.error.cause });
    const textFor = updatesOf(event, (update) => Buffer.from(JSON.stringify(update)));
    for (const { connectionId, actor } of found.value) sockets.send(connectionId, textFor(actor));
    return ok(undefined);
  }
  return { broadcast: (event) => new ResultAsync(broadcast(event)) };
}
