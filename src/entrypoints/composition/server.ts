import 'reflect-metadata';
import { Container, ContainerModule } from 'inversify';
import type { Bookings, Broadcaster, FeedTokens, Logger, Notifier, ServiceInput, Store } from '../../ports/index.js';
import { bookingsModule } from './bookings-module.js';
import { loadDynamodb } from './dynamodb/load.js';
import { dynamodbModule } from './dynamodb-module.js';
import { inMemoryModule } from './in-memory-module.js';
import type { KeptIn } from './kept-in.js';
import { loggedFeedTokens, loggedStore } from './logged-store.js';
import { sqliteModule } from './sqlite-module.js';
import { tokens } from './tokens.js';

export interface ServerParts {
  readonly store: KeptIn;
  readonly services: readonly ServiceInput[];
  readonly notifier: Notifier;
  readonly broadcaster: Broadcaster;
  readonly logger: Logger;
}

/** The server's own: who hears of events, and of faults down to the store's. */
const hearing = ({ notifier, broadcaster, logger }: ServerParts): ContainerModule =>
  new ContainerModule(({ bind, onActivation }) => {
    bind(tokens.Notifier).toConstantValue(notifier);
    bind(tokens.Broadcaster).toConstantValue(broadcaster);
    bind(tokens.Logger).toConstantValue(logger);
    onActivation(tokens.Store, (_context, store) => loggedStore(store, logger));
    onActivation(tokens.FeedTokens, (_context, feedTokens) => loggedFeedTokens(feedTokens, logger));
  });

async function storeModule(store: KeptIn): Promise<ContainerModule> {
  if (store.kind === 'memory') return inMemoryModule();
  if (store.kind === 'sqlite') return sqliteModule(store);
  const { requireTable } = await loadDynamodb();
  await requireTable(store.tableName);
  return dynamodbModule({ tableName: store.tableName, relay: 'poll' });
}

/**
 * The server, put together. Nobody acts who was not named: `defaultActor` is none.
 * @throws Error that says why, when the store cannot be opened.
 */
export async function composeServer(
  parts: ServerParts,
): Promise<{ readonly bookings: Bookings; readonly store: Store; readonly feedTokens: FeedTokens }> {
  const { store, services } = parts;
  const container = new Container();
  container.load(
    bookingsModule({ services, defaultActor: null }),
    await storeModule(store),
    hearing(parts),
  );
  return {
    bookings: container.get(tokens.Bookings),
    store: container.get(tokens.Store),
    feedTokens: container.get(tokens.FeedTokens),
  };
}
