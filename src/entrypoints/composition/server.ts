import 'reflect-metadata';
import { Container, ContainerModule } from 'inversify';
import type { Bookings, Broadcaster, Logger, Notifier, ServiceInput, Store } from '../../ports/index.js';
import { bookingsModule } from './bookings-module.js';
import { inMemoryModule } from './in-memory-module.js';
import { loggedStore } from './logged-store.js';
import { sqliteModule } from './sqlite-module.js';
import { tokens } from './tokens.js';

export interface ServerParts {
  readonly store: { readonly kind: 'memory' } | { readonly kind: 'sqlite'; readonly file: string };
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
  });

/** The server, put together. Nobody acts who was not named: `defaultActor` is none. */
export function composeServer(parts: ServerParts): { readonly bookings: Bookings; readonly store: Store } {
  const { store, services } = parts;
  const container = new Container();
  container.load(
    bookingsModule({ services, defaultActor: null }),
    store.kind === 'sqlite' ? sqliteModule(store) : inMemoryModule(),
    hearing(parts),
  );
  return { bookings: container.get(tokens.Bookings), store: container.get(tokens.Store) };
}
