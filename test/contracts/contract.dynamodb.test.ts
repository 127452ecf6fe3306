import { describe, it } from 'vitest';
import { storeContract } from '../../src/entrypoints/testing/index.js';
import { dynamodbCapabilities, dynamodbUnderTest } from './dynamodb-under-test.js';

describe.each(['poll', 'stream'] as const)('the DynamoDB store whose events are carried by: %s', (relay) => {
  const contract = storeContract({
    create: () => dynamodbUnderTest(relay),
    capabilities: dynamodbCapabilities(relay),
  });
  for (const { name, timeoutMs, run } of contract) it(name, run, timeoutMs);
});
