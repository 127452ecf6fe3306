import { dynamodbSubscriptions } from '../../../adapters/dynamodb/index.js';
import { createWebSocketHandler } from '../websocket/handler.js';
import { dynamodbClient } from './clients.js';
import { environmentOf } from './environment.js';
import { jsonLines } from './json-lines.js';

const environment = environmentOf(process.env);

export const handler = createWebSocketHandler({
  subscriptions: dynamodbSubscriptions(dynamodbClient(environment), { tableName: environment.text('HOLDFAST_TABLE') }),
  logger: jsonLines(),
});
