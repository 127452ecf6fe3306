import { ContainerModule } from 'inversify';
import { inMemoryFeedTokens, inMemoryStore } from '../../adapters/in-memory/index.js';
import type { Broadcaster, Notifier, Store } from '../../ports/index.js';
import { tokens } from './tokens.js';

/** Binds `Store` and `FeedTokens` to memory, gone when the process ends. Events are kept for delivery only if someone is told of them. */
export function inMemoryModule(): ContainerModule {
  const open = (notifier: Notifier | undefined, broadcaster: Broadcaster | undefined): Store =>
    inMemoryStore({ outbox: notifier !== undefined || broadcaster !== undefined });

  return new ContainerModule(({ bind }) => {
    bind(tokens.Store)
      .toResolvedValue(open, [
        { serviceIdentifier: tokens.Notifier, optional: true },
        { serviceIdentifier: tokens.Broadcaster, optional: true },
      ])
      .inSingletonScope();
    bind(tokens.FeedTokens).toResolvedValue(() => inMemoryFeedTokens()).inSingletonScope();
  });
}
