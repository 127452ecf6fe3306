import type { ApiGatewayManagementApiClient } from '@aws-sdk/client-apigatewaymanagementapi';
import type { BookingEvent } from '../../domain/booking/booking.js';
import { topicsOf } from '../../domain/live/topic.js';
import { updatesOf } from '../../domain/live/update.js';
import { err, ok, type Result, ResultAsync } from '../../domain/result.js';
import type { Broadcaster, NotBroadcast, Subscriber, Subscriptions } from '../../ports/index.js';
import type { NotPosted } from './api-gateway-errors.js';
import { atMost } from './at-most.js';
import { type ApiGatewayBroadcasterOptions, settingsOf } from './options.js';
import { post } from './post.js';

/** More than that API Gateway sends to nobody. */
const MAX_MESSAGE_BYTES = 128 * 1024;

const FIRST_PAUSE_MS = 100;
const LONGEST_PAUSE_MS = 2_000;
const REMOVALS_AT_ONCE = 10;

const NO_TIME_LEFT: NotPosted = { why: 'busy', cause: new Error('no time left to post it') };

const encoder = new TextEncoder();

/**
 * Posts each event to every connection that follows one of its topics, once each, as its other end may see it.
 * Connections that are gone leave the subscriptions. `not_broadcast` when somebody was not reached and may be yet, or
 * when nothing may be posted at all; the same event again goes to those alone who did not get it.
 *
 * `client` is made for the address of the API's stage; it stays the caller's. Posts are repeated here, so a client with
 * `maxAttempts: 1` knows best how long one takes.
 *
 * @throws TypeError for settings it cannot work with.
 */
export function apiGatewayBroadcaster(
  client: ApiGatewayManagementApiClient,
  subscriptions: Subscriptions,
  options: ApiGatewayBroadcasterOptions = {},
): Broadcaster {
  const { atOnce, tries, tryMs, maxWaitMs, clock, random } = settingsOf(options);
  const posting = atMost(atOnce);
  const removing = atMost(REMOVALS_AT_ONCE);
  const toldBefore = new WeakMap<BookingEvent, Set<string>>();

  /** Nothing when there is no more to do about it. A post that waits for its next try is in nobody's way. */
  async function tell(ConnectionId: string, Data: Uint8Array, deadline: number): Promise<NotPosted | undefined> {
    for (let tried = 1; ; tried += 1) {
      const failure = await posting(async () =>
        clock.now() < deadline ? post(client, clock, tryMs, { ConnectionId, Data }) : NO_TIME_LEFT,
      );
      if (failure?.why === 'gone') {
        // What cannot be removed now is gone at the next event too.
        (await removing(async () => subscriptions.remove(ConnectionId))).unwrapOr(undefined);
        return undefined;
      }
      if (failure?.why !== 'busy') return failure?.why === 'barred' ? failure : undefined;
      const pause = random.next() * Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS * 2 ** tried);
      if (tried >= tries || clock.now() + pause >= deadline) return failure;
      await clock.sleep(pause);
    }
  }

  async function tellAll(event: BookingEvent, subscribers: readonly Subscriber[]): Promise<Result<void, NotBroadcast>> {
    const deadline = clock.now() + maxWaitMs;
    const dataFor = updatesOf(event, (update) => encoder.encode(JSON.stringify(update)));
    const told = toldBefore.get(event) ?? new Set();
    toldBefore.set(event, told);

    const tellOne = async ({ connectionId, actor }: Subscriber): Promise<NotPosted | undefined> => {
      const data = dataFor(actor);
      if (told.has(connectionId) || data.byteLength > MAX_MESSAGE_BYTES) return undefined;
      const failure = await tell(connectionId, data, deadline);
      if (!failure) told.add(connectionId);
      return failure;
    };
    const failures = await Promise.all(subscribers.map(tellOne));
    const failure = failures.find((one) => one !== undefined);
    return failure ? err({ kind: 'not_broadcast', cause: failure.cause }) : ok(undefined);
  }

  async function broadcast(event: BookingEvent): Promise<Result<void, NotBroadcast>> {
    const found = await subscriptions.subscribersOf(topicsOf(event.booking), clock.now());
    if (found.isErr()) return err({ kind: 'not_broadcast', cause: found.error.cause });
    return tellAll(event, found.value);
  }
  return { broadcast: (event) => new ResultAsync(broadcast(event)) };
}
