import { describe, it } from 'vitest';
import { storeContract } from '../../src/entrypoints/testing/index.js';
import { CRASH_STEPS } from './crashing-database.js';
import { sqliteCapabilities, sqliteUnderTest } from './sqlite-under-test.js';

describe('the SQLite store', () => {
  const contract = storeContract({
    create: sqliteUnderTest,
    capabilities: sqliteCapabilities,
    crashSteps: CRASH_STEPS,
  });
  for (const { name, timeoutMs, run } of contract) it(name, run, timeoutMs);
});
