import { ResultAsync } from '../../domain/result.js';
import type { FeedTokens, Logger, Outcome, ParkedEvents, Store, StoreDown } from '../../ports/index.js';

const tellingOf =
  (logger: Logger) =>
  <T, E extends { readonly kind: string } | StoreDown>(call: string, answer: Outcome<T, E>) =>
    new ResultAsync(Promise.resolve(answer)).mapErr((error) => {
      if ('cause' in error) logger.error({ call, cause: error.cause }, 'store unavailable');
      return error;
    });

export function loggedFeedTokens(feedTokens: FeedTokens, logger: Logger): FeedTokens {
  const told = tellingOf(logger);
  return {
    put: (digest, feed) => told('feedTokens.put', feedTokens.put(digest, feed)),
    find: (digest) => told('feedTokens.find', feedTokens.find(digest)),
    remove: (digest) => told('feedTokens.remove', feedTokens.remove(digest)),
  };
}

/** The store, telling the log why it did not answer: callers are told only that it did not. */
export function loggedStore(store: Store, logger: Logger): Store {
  const told = tellingOf(logger);
  const toldUnread = (page: ParkedEvents): ParkedEvents => {
    for (const { cause } of page.unread) logger.error({ call: 'parked', cause }, 'store unavailable');
    return page;
  };
  const { repository, catalog, outbox } = store;
  return {
    ...store,
    repository: {
      load: (keys) => told('load', repository.load(keys)),
      commit: (change) => told('commit', repository.commit(change)),
      get: (bookingId) => told('get', repository.get(bookingId)),
      history: (bookingId, after, limit) => told('history', repository.history(bookingId, after, limit)),
      list: (query) => told('list', repository.list(query)),
      listLapsedHolds: (now, limit, cursor) => told('listLapsedHolds', repository.listLapsedHolds(now, limit, cursor)),
    },
    catalog: {
      get: (serviceId) => told('catalog.get', catalog.get(serviceId)),
      put: (service) => told('catalog.put', catalog.put(service)),
      list: () => told('catalog.list', catalog.list()),
    },
    outbox: outbox && {
      lease: (relay, now, ms, limit) => told('lease', outbox.lease(relay, now, ms, limit)),
      delivered: (eventIds) => told('delivered', outbox.delivered(eventIds)),
      failed: (relay, eventId, error, next) => told('failed', outbox.failed(relay, eventId, error, next)),
      parked: (limit, cursor) => told('parked', outbox.parked(limit, cursor)).map(toldUnread),
      unpark: (eventId) => told('unpark', outbox.unpark(eventId)),
    },
    ping: () => told('ping', store.ping()),
  };
}
