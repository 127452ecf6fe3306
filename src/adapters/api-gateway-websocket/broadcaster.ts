import type { ApiGatewayManagementApiClient } from '@aws-sdk/client-apigatewaymanagementapi';
import type { BookingEvent } from '../../domain/booking/booking.js';
import { topicsOf } from '../../domain/live/topic.js';
import { updatesOf } from '../../domain/live/update.js';
import { err, ok, type Result, ResultAsync } from '../../domain/result.js';
import type { Broadcaster, NotBroadcast, Subscriber, Subscriptions } from '../../ports/index.js';
import type { NotPosted } from './api-gateway-errors.js';
import { Connections, type Telling } from './connections.js';
import { type ApiGatewayBroadcasterOptions, settingsOf } from './options.js';
import { Turns } from './turns.js';

/** More than that API Gateway sends to nobody. */
const MAX_MESSAGE_BYTES = 128 * 1024;

const REMOVALS_AT_ONCE = 10;

const encoder = new TextEncoder();

/** Another try at once reaches nobody whose connection rests by now, and nobody at all where nothing may be posted. */
const mayReachMore = (failures: readonly NotPosted[]): boolean =>
  failures.every(({ why }) => why !== 'barred') && failures.some(({ why }) => why === 'busy' || why === 'late');

function outcomeOf(failures: readonly NotPosted[], signal: AbortSignal): Result<void, NotBroadcast> {
  const [failure] = failures;
  if (!failure) return ok(undefined);
  return err({ kind: 'not_broadcast', retry: !signal.aborted && mayReachMore(failures), cause: failure.cause });
}

/**
 * Posts each event to every connection that follows one of its topics, once each, as its other end may see it.
 * Connections that are gone leave the subscriptions. `not_broadcast` when somebody was not reached and may be yet, or
 * when nothing may be posted at all, with `retry: false` when nobody more is reached by trying at once; the same event
 * again goes to those alone who did not get it. Events that come together are posted in their order, however many they
 * are, until their `signal` aborts. A connection that hangs takes one place of `atOnce` for `tryMs`; when all places are
 * taken by such, everybody waits that long.
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
  const settings = settingsOf(options);
  const { clock, maxWaitMs } = settings;
  const admitting = new Turns(1);
  const posting = new Turns(settings.atOnce);
  const connections = new Connections(client, subscriptions, settings, { posting, removing: new Turns(REMOVALS_AT_ONCE) });
  const toldBefore = new WeakMap<BookingEvent, Set<string>>();

  /** The time of an event runs from its first post on: while others are posted, it waits its turn. */
  function tellingUntil(signal: AbortSignal): Telling {
    let isBarred = false;
    let deadline: number | undefined;
    return {
      signal,
      inTime(afterMs = 0) {
        deadline ??= clock.now() + maxWaitMs;
        return clock.now() + afterMs < deadline && !signal.aborted && !isBarred;
      },
      barred() {
        isBarred = true;
      },
    };
  }

  async function tellAll(event: BookingEvent, subscribers: readonly Subscriber[], telling: Telling): Promise<Result<void, NotBroadcast>> {
    const told = toldBefore.get(event) ?? new Set();
    toldBefore.set(event, told);
    const dataFor = updatesOf(event, (update) => encoder.encode(JSON.stringify(update)));

    const tellOne = async ({ connectionId, actor }: Subscriber): Promise<NotPosted | undefined> => {
      const data = dataFor(actor);
      if (told.has(connectionId) || data.byteLength > MAX_MESSAGE_BYTES) return undefined;
      const failure = await connections.tell(connectionId, data, telling);
      if (!failure) told.add(connectionId);
      return failure;
    };
    const failures = await Promise.all(subscribers.map(tellOne));
    return outcomeOf(failures.filter((one) => one !== undefined), telling.signal);
  }

  /** Who is to be told is asked for when there is room for the posts: of a crowd of events, few are in hand. */
  async function subscribersOf(event: BookingEvent, signal: AbortSignal): Promise<Result<readonly Subscriber[], { readonly cause?: unknown }>> {
    // What nobody waits for any more would ask after the answer, one event after another.
    if (!signal.aborted) await posting.room();
    return signal.aborted ? err({ cause: signal.reason }) : subscriptions.subscribersOf(topicsOf(event.booking), clock.now());
  }

  async function broadcast(event: BookingEvent, signal: AbortSignal): Promise<Result<void, NotBroadcast>> {
    const found = await admitting.take(() => subscribersOf(event, signal));
    if (found.isErr()) return err({ kind: 'not_broadcast', retry: !signal.aborted, cause: found.error.cause });
    return tellAll(event, found.value, tellingUntil(signal));
  }
  return { broadcast: (event, signal) => new ResultAsync(broadcast(event, signal)) };
}
