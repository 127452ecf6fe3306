import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import type { Environment } from './environment.js';

/** Far more than the store's tries need, which end sooner: for a connection that nobody would ever end. */
const CONNECT_MS = 1_000;
const REQUEST_MS = 10_000;

/** By Lambda's own variables. It tries once, for the store repeats by itself what can be repeated. */
export function dynamodbClient(environment: Environment): DynamoDBClient {
  const endpoint = environment.optional('AWS_ENDPOINT_URL_DYNAMODB');
  return new DynamoDBClient({
    region: environment.text('AWS_REGION'),
    ...(endpoint !== undefined && { endpoint }),
    maxAttempts: 1,
    requestHandler: { connectionTimeout: CONNECT_MS, requestTimeout: REQUEST_MS, throwOnRequestTimeout: true },
  });
}
