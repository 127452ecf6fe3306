import { describe, it } from 'vitest';
import { storeContract } from '../../src/entrypoints/testing/index.js';
import { inMemoryCapabilities, inMemoryUnderTest } from './in-memory-under-test.js';

describe('the in-memory store', () => {
  const contract = storeContract({ create: () => inMemoryUnderTest(), capabilities: inMemoryCapabilities });
  for (const { name, timeoutMs, run } of contract) it.concurrent(name, run, timeoutMs);
});
