import { ApiGatewayManagementApiClient } from '@aws-sdk/client-apigatewaymanagementapi';
import { apiGatewayBroadcaster } from '../../../adapters/api-gateway-websocket/index.js';
import { dynamodbParking, dynamodbSubscriptions } from '../../../adapters/dynamodb/index.js';
import { snsNotifier } from '../../../adapters/sns/index.js';
import type { Broadcaster } from '../../../ports/index.js';
import { createStreamHandler, MOST_PARK_AFTER_MS } from '../stream/handler.js';
import { clientSettings } from './client-settings.js';
import { dynamodbClient } from './clients.js';
import { environmentOf } from './environment.js';
import { jsonLines } from './json-lines.js';
import { snsClient } from './sns-client.js';
import { tableOf } from './table.js';

// Whatever is asked ends by itself before the handler stops waiting for it, so that nothing runs after the reply. Posts
// of a crowd of events wait for one another, and end when the handler says so.
const TIMEOUT_MS = 5_000;
const POSTS = { maxWaitMs: 2_000, tryMs: 1_000 };

const environment = environmentOf(process.env);
const table = tableOf(environment);
const dynamodb = dynamodbClient(environment);
const sns = snsClient(environment);

/** To whoever is connected, where there is an API to be connected to. */
function broadcasterTo(endpoint: string): Broadcaster {
  const posting = new ApiGatewayManagementApiClient({ ...clientSettings(environment, endpoint), maxAttempts: 1 });
  return apiGatewayBroadcaster(posting, dynamodbSubscriptions(dynamodb, table), POSTS);
}

const parkAfterSeconds = environment.whole('HOLDFAST_PARK_AFTER_SECONDS', MOST_PARK_AFTER_MS / 1_000);
const connections = environment.optional('HOLDFAST_CONNECTIONS_URL');

export const handler = createStreamHandler({
  notifier: snsNotifier(sns, { topicArn: environment.text('HOLDFAST_TOPIC_ARN') }),
  broadcaster: connections === undefined ? undefined : broadcasterTo(connections),
  parking: dynamodbParking(dynamodb, table),
  parkAfterMs: parkAfterSeconds === undefined ? undefined : 1_000 * parkAfterSeconds,
  timeoutMs: TIMEOUT_MS,
  logger: jsonLines(),
});
