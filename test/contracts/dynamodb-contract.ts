import { describe, it } from 'vitest';
import { storeContract } from '../../src/entrypoints/testing/index.js';
import { dynamodbCapabilities, dynamodbUnderTest } from './dynamodb-under-test.js';

/** DynamoDB Local does one thing after the other, and shares the machine with its tests. */
const SLOWER = 4;

export function dynamodbContract(relay: 'poll' | 'stream'): void {
  describe(`the DynamoDB store whose events are carried by: ${relay}`, () => {
    const contract = storeContract({
      create: () => dynamodbUnderTest(relay),
      capabilities: dynamodbCapabilities(relay),
    });
    for (const { name, timeoutMs, run } of contract) it(name, run, timeoutMs * SLOWER);
  });
}
