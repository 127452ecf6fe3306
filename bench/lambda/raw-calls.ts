import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { rawCalls, type Sent } from '../dynamodb-floor.ts';

const client = new DynamoDBClient({ maxAttempts: 1 });

/** Sends what it is told to send, one after the other. */
export const handler = async ({ requests }: { readonly requests: readonly Sent[] }) => {
  await rawCalls(client, requests, {})();
  return { statusCode: 201 };
};
