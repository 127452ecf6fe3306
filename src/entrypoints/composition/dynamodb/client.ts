import { DynamoDBClient } from '@aws-sdk/client-dynamodb';

/** Far more than the store's tries need, which end sooner: for a connection that nobody would ever end. */
const CONNECT_MS = 1_000;
const REQUEST_MS = 10_000;

/** As many requests as a server has under way at once; what comes on top waits in line. */
const agent = { keepAlive: true, maxSockets: 200 };

/**
 * A client by the environment alone: region, credentials and `AWS_ENDPOINT_URL_DYNAMODB`. It tries once, for the store
 * repeats by itself what can be repeated, and knows best how long; calls that no store makes need more attempts.
 */
export const dynamodbClient = (maxAttempts = 1): DynamoDBClient =>
  new DynamoDBClient({
    maxAttempts,
    requestHandler: {
      connectionTimeout: CONNECT_MS,
      requestTimeout: REQUEST_MS,
      throwOnRequestTimeout: true,
      httpAgent: agent,
      httpsAgent: agent,
    },
  });
