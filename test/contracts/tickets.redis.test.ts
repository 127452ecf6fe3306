import { describe, it } from 'vitest';
import { redisTickets } from '../../src/adapters/redis/index.js';
import { ticketsContract } from '../../src/entrypoints/testing/index.js';
import { clientsForTheFile, ownPrefix, REDIS_URL } from '../adapters/redis/connecting.js';

const redis = clientsForTheFile().to(REDIS_URL);

describe('tickets on Redis', () => {
  const contract = ticketsContract({ create: async () => ({ tickets: redisTickets(redis, { prefix: ownPrefix() }) }) });
  for (const { name, timeoutMs, run } of contract) it.concurrent(name, run, timeoutMs);
});
