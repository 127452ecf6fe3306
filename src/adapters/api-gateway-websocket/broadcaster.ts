import type { ApiGatewayManagementApiClient } from '@aws-sdk/client-apigatewaymanagementapi';
import type { Actor } from '../../domain/access/actor.js';
import type { BookingEvent } from '../../domain/booking/booking.js';
import { topicsOf } from '../../domain/live/topic.js';
import { updatesOf } from '../../domain/live/update.js';
import { err, ok, type Result, ResultAsync } from '../../domain/result.js';
import type { Broadcaster, NotBroadcast, Subscriber, Subscriptions } from '../../ports/index.js';
import type { NotPosted } from './api-gateway-errors.js';
import { type ApiGatewayBroadcasterOptions, settingsOf } from './options.js';
import { post } from './post.js';
import { Turns } from './turns.js';

/** More than that API Gateway sends to nobody. */
const MAX_MESSAGE_BYTES = 128 * 1024;

const FIRST_PAUSE_MS = 100;
const LONGEST_PAUSE_MS = 2_000;
const REMOVALS_AT_ONCE = 10;

const NO_TIME_LEFT: NotPosted = { why: 'late', cause: new Error('no time left to post it') };

const encoder = new TextEncoder();

/** What is posted of one event, and until when. */
interface Telling {
  readonly dataFor: (viewer: Actor) => Uint8Array;
  /** The time of an event runs from its first post on: while others are posted, it waits its turn. */
  readonly mayPost: (inMs?: number) => boolean;
  readonly signal: AbortSignal;
}

/**
 * Posts each event to every connection that follows one of its topics, once each, as its other end may see it.
 * Connections that are gone leave the subscriptions. `not_broadcast` when somebody was not reached and may be yet, or
 * when nothing may be posted at all; the same event again goes to those alone who did not get it. Events that come
 * together are posted in their order, however many they are, until their `signal` aborts.
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
  const admitting = new Turns(1);
  const posting = new Turns(atOnce);
  const removing = new Turns(REMOVALS_AT_ONCE);
  const toldBefore = new WeakMap<BookingEvent, Set<string>>();

  /** What is not removed in time, or cannot be, is gone at the next event too. */
  async function forget(connectionId: string, inTime: () => boolean): Promise<void> {
    if (inTime()) (await subscriptions.remove(connectionId)).unwrapOr(undefined);
  }

  /** Nothing when there is no more to do about it. A post that waits for its next try is in nobody's way. */
  async function tell(ConnectionId: string, Data: Uint8Array, { mayPost, signal }: Telling): Promise<NotPosted | undefined> {
    const tryOnce = async (): Promise<NotPosted | undefined> =>
      mayPost() ? post(client, clock, tryMs, { ConnectionId, Data }, signal) : NO_TIME_LEFT;
    let failure = await posting.take(tryOnce);
    for (let tried = 1; failure?.why === 'busy' && tried < tries; tried += 1) {
      const pause = random.next() * Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS * 2 ** tried);
      if (!mayPost(pause)) break;
      await clock.sleep(pause, signal);
      failure = await posting.takeNext(tryOnce);
    }
    if (failure?.why === 'gone') await removing.take(async () => forget(ConnectionId, mayPost));
    return failure?.why === 'gone' || failure?.why === 'unfit' ? undefined : failure;
  }

  function tellingOf(event: BookingEvent, signal: AbortSignal): Telling {
    let deadline: number | undefined;
    return {
      signal,
      dataFor: updatesOf(event, (update) => encoder.encode(JSON.stringify(update))),
      mayPost(inMs = 0) {
        deadline ??= clock.now() + maxWaitMs;
        return clock.now() + inMs < deadline && !signal.aborted;
      },
    };
  }

  async function tellAll(event: BookingEvent, subscribers: readonly Subscriber[], telling: Telling): Promise<Result<void, NotBroadcast>> {
    const told = toldBefore.get(event) ?? new Set();
    toldBefore.set(event, told);

    const tellOne = async ({ connectionId, actor }: Subscriber): Promise<NotPosted | undefined> => {
      const data = telling.dataFor(actor);
      if (told.has(connectionId) || data.byteLength > MAX_MESSAGE_BYTES) return undefined;
      const failure = await tell(connectionId, data, telling);
      if (!failure) told.add(connectionId);
      return failure;
    };
    const failures = await Promise.all(subscribers.map(tellOne));
    const failure = failures.find((one) => one !== undefined);
    return failure ? err({ kind: 'not_broadcast', cause: failure.cause }) : ok(undefined);
  }

  /** Who is to be told is asked for when there is room for the posts: of a crowd of events, few are in hand. */
  async function broadcast(event: BookingEvent, signal: AbortSignal): Promise<Result<void, NotBroadcast>> {
    const found = await admitting.take(async () => {
      await posting.room();
      return subscriptions.subscribersOf(topicsOf(event.booking), clock.now());
    });
    if (found.isErr()) return err({ kind: 'not_broadcast', cause: found.error.cause });
    return tellAll(event, found.value, tellingOf(event, signal));
  }
  return { broadcast: (event, signal) => new ResultAsync(broadcast(event, signal)) };
}
