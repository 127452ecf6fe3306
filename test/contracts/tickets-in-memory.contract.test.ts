import { describe, it } from 'vitest';
import { inMemoryTickets } from '../../src/adapters/in-memory/index.js';
import { ticketsContract } from '../../src/entrypoints/testing/index.js';

describe('tickets in memory', () => {
  const contract = ticketsContract({ create: async () => ({ tickets: inMemoryTickets() }) });
  for (const { name, timeoutMs, run } of contract) it.concurrent(name, run, timeoutMs);
});
