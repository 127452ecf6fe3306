import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { clientSettings } from './client-settings.js';
import type { Environment } from './environment.js';

/** It tries once, for the store repeats by itself what can be repeated. */
export const dynamodbClient = (environment: Environment): DynamoDBClient =>
  new DynamoDBClient({
    ...clientSettings(environment, environment.optional('AWS_ENDPOINT_URL_DYNAMODB')),
    accountIdEndpointMode: 'disabled',
    endpointDiscoveryEnabled: false,
    maxAttempts: 1,
  });
