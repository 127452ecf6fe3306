import { inMemorySubscriptions } from 'holdfast/adapters/in-memory';
import type { Subscriptions } from '../../../../src/ports/index.js';

/** Subscriptions that answer when they are told to. */
export function slowly(): { readonly subscriptions: Subscriptions; readonly asked: unknown[]; go(): void } {
  const subscriptions = inMemorySubscriptions();
  const [asked, waiting]: [unknown[], (() => void)[]] = [[], []];
  return {
    asked,
    go: () => waiting.shift()?.(),
    subscriptions: {
      ...subscriptions,
      async subscribe(subscriber, topics, expiresAt) {
        asked.push(topics);
        await new Promise<void>((go) => waiting.push(go));
        return subscriptions.subscribe(subscriber, topics, expiresAt);
      },
    },
  };
}
