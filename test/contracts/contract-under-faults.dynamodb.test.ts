import { describe, expect, it } from 'vitest';
import { storeContract } from '../../src/entrypoints/testing/index.js';
import { seed } from '../adapters/chance.js';
import { FAULT_KINDS } from '../adapters/dynamodb/faults/faults.js';
import { dynamodbCapabilities } from './dynamodb-under-test.js';
import { dynamodbUnderFaults } from './dynamodb-under-faults.js';

/** What is lost is waited for, on a machine that has other things to do. */
const SLOWER = 10;

describe(`the DynamoDB store at the far end of a bad line (HOLDFAST_SEED=${seed})`, () => {
  const fired = new Map<string, number>();
  let opened = 0;

  const contract = storeContract({
    create: () => {
      opened += 1;
      // A seed for each case, so that one is as lucky alone as among the others.
      return dynamodbUnderFaults(seed + opened, (counts) => {
        for (const kind of FAULT_KINDS) fired.set(kind, (fired.get(kind) ?? 0) + counts[kind]);
      });
    },
    capabilities: dynamodbCapabilities('poll'),
  });
  for (const { name, timeoutMs, run } of contract) it(name, run, timeoutMs * SLOWER);

  it('was met by every kind of fault', () => {
    console.info(`faults: ${FAULT_KINDS.map((kind) => `${kind} ${fired.get(kind)}`).join(', ')}`);
    for (const kind of FAULT_KINDS) expect(fired.get(kind), kind).toBeGreaterThan(0);
  });
});
