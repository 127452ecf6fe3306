import { describe, it } from 'vitest';
import { inMemorySubscriptions } from '../../src/adapters/in-memory/index.js';
import { subscriptionsContract } from '../../src/entrypoints/testing/index.js';

describe('subscriptions in memory', () => {
  const contract = subscriptionsContract({ create: async () => ({ subscriptions: inMemorySubscriptions() }) });
  for (const { name, timeoutMs, run } of contract) it.concurrent(name, run, timeoutMs);
});
