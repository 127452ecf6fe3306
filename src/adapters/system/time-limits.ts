import { err, errAsync, type Result, ResultAsync } from '../../domain/result.js';
import type { Broadcaster, FeedTokens, NotBroadcast, Notifier, Outcome, Parking, RateLimiter, ServiceCatalog, Store, StoreDown, Subscriptions, Tickets } from '../../ports/index.js';

/** With a code, so that a log that leaves out the words says enough. */
const late = (ms: number): Error => Object.assign(new Error(`no answer within ${ms} ms`), { code: 'NO_ANSWER_IN_TIME' });

/** The call's answer, or `tooLate` after `ms`; an answer that comes later still is dropped. */
function within<T, E>(ms: number, call: () => Outcome<T, E>, tooLate: () => E): ResultAsync<T, E> {
  const answer = new Promise<Result<T, E>>((resolve, reject) => {
    // Asked before the time runs: a call that throws at once leaves no timer behind.
    const asked = Promise.resolve(call());
    const timer = setTimeout(() => resolve(err(tooLate())), ms);
    const settled = (settle: () => void): void => {
      clearTimeout(timer);
      settle();
    };
    asked.then(
      (result) => settled(() => resolve(result)),
      (error: unknown) => settled(() => reject(error)),
    );
  });
  return new ResultAsync(answer);
}

type Limit = <T, E>(call: () => Outcome<T, E>) => ResultAsync<T, E | StoreDown>;

const limitOf =
  (ms: number): Limit =>
  <T, E>(call: () => Outcome<T, E>) =>
    within<T, E | StoreDown>(ms, call, () => ({ kind: 'store_unavailable', cause: late(ms) }));

export function timedCatalog(catalog: ServiceCatalog, ms: number): ServiceCatalog {
  const timed = limitOf(ms);
  return {
    get: (serviceId) => timed(() => catalog.get(serviceId)),
    put: (service) => timed(() => catalog.put(service)),
    list: () => timed(() => catalog.list()),
  };
}

/** The store with an end to every wait for it: what does not answer in time is `store_unavailable`. */
export function timedStore(store: Store, ms: number): Store {
  const { repository, outbox } = store;
  const timed = limitOf(ms);
  return {
    repository: {
      load: (keys) => timed(() => repository.load(keys)),
      commit: (change) => timed(() => repository.commit(change)),
      get: (bookingId) => timed(() => repository.get(bookingId)),
      history: (bookingId, afterVersion, limit) => timed(() => repository.history(bookingId, afterVersion, limit)),
      list: (query) => timed(() => repository.list(query)),
      listLapsedHolds: (now, limit, cursor) => timed(() => repository.listLapsedHolds(now, limit, cursor)),
    },
    catalog: timedCatalog(store.catalog, ms),
    outbox: outbox && {
      lease: (relayId, now, leaseMs, limit) => timed(() => outbox.lease(relayId, now, leaseMs, limit)),
      delivered: (eventIds) => timed(() => outbox.delivered(eventIds)),
      failed: (relayId, eventId, error, retryAt) => timed(() => outbox.failed(relayId, eventId, error, retryAt)),
      parked: (limit, cursor) => timed(() => outbox.parked(limit, cursor)),
      unpark: (eventId) => timed(() => outbox.unpark(eventId)),
    },
    ping: () => timed(() => store.ping()),
    ...(store.close && { close: () => store.close?.() ?? Promise.resolve() }),
  };
}

/** The notifier with an end to every wait for it; its `signal` aborts at that end. */
export const timedNotifier = (notifier: Notifier, ms: number): Notifier => ({
  notify: (event, signal) =>
    within(
      ms,
      () => notifier.notify(event, AbortSignal.any([signal, AbortSignal.timeout(ms)])),
      () => ({ kind: 'not_notified', retry: true, cause: late(ms) }),
    ),
});

/** A limiter that does not answer in time is a limiter that is down. */
export const timedRateLimiter = (limiter: RateLimiter, ms: number): RateLimiter => ({
  take: (caller, now) => limitOf(ms)(() => limiter.take(caller, now)),
});

export function timedFeedTokens(feedTokens: FeedTokens, ms: number): FeedTokens {
  const timed = limitOf(ms);
  return {
    put: (digest, feed) => timed(() => feedTokens.put(digest, feed)),
    find: (digest) => timed(() => feedTokens.find(digest)),
    remove: (digest) => timed(() => feedTokens.remove(digest)),
  };
}

export const timedBroadcaster = (broadcaster: Broadcaster, ms: number): Broadcaster => broadcasterUntil(broadcaster, () => ms);

/**
 * With an end that is the same for all events: `msLeft` says how far away it is. After it nothing is begun, and what is
 * under way, told by its `signal`, has `graceMs` to come to its end.
 */
export const broadcasterUntil = (broadcaster: Broadcaster, msLeft: () => number, graceMs = 0): Broadcaster => ({
  broadcast(event, signal) {
    const ms = Math.ceil(msLeft());
    const tooLate = (): NotBroadcast => ({ kind: 'not_broadcast', cause: late(ms) });
    if (ms <= 0) return errAsync({ ...tooLate(), retry: false });
    const over = AbortSignal.any([signal, AbortSignal.timeout(ms)]);
    return within(ms + graceMs, () => broadcaster.broadcast(event, over), tooLate);
  },
});

export const timedParking = (parking: Parking, ms: number): Parking => ({
  failed: (eventId, error, most) => limitOf(ms)(() => parking.failed(eventId, error, most)),
});

export function timedSubscriptions(subscriptions: Subscriptions, ms: number): Subscriptions {
  const timed = limitOf(ms);
  return {
    subscribe: (subscriber, topics, expiresAt) => timed(() => subscriptions.subscribe(subscriber, topics, expiresAt)),
    unsubscribe: (connectionId, topics) => timed(() => subscriptions.unsubscribe(connectionId, topics)),
    remove: (connectionId) => timed(() => subscriptions.remove(connectionId)),
    subscribersOf: (topics, now) => timed(() => subscriptions.subscribersOf(topics, now)),
  };
}

export const timedTickets = (tickets: Tickets, ms: number): Tickets => ({
  put: (digest, ticket) => limitOf(ms)(() => tickets.put(digest, ticket)),
  take: (digest, now) => limitOf(ms)(() => tickets.take(digest, now)),
});
