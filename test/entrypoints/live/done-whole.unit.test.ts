import { expect, it } from 'vitest';
import { dynamodbSubscriptions } from '../../../src/adapters/dynamodb/index.js';
import { MAX_FRAME_TOPICS } from '../../../src/entrypoints/live/parse-frame.js';
import { createLiveProtocol } from '../../../src/entrypoints/live/protocol.js';
import { staff } from '../../../src/entrypoints/testing/index.js';
import { answeringClient } from '../../adapters/dynamodb/faults/answering-client.js';

const quiet = { warn: () => undefined, error: () => undefined };
const topics = Array.from({ length: MAX_FRAME_TOPICS }, (_, n) => `service:s-${n}`);

it.each(['subscribe', 'unsubscribe'])('the largest frame is done whole or not at all, in one transaction: %s', async (action) => {
  const { client, received } = answeringClient();
  const subscriptions = dynamodbSubscriptions(client, { tableName: 'table' });
  const protocol = createLiveProtocol({ subscriptions, logger: quiet, newIncidentId: () => 'incident' });
  const reply = await protocol({ connectionId: 'c-1', actor: staff('sam'), expiresAt: Date.now() }, JSON.stringify({ action, topics }));
  expect(JSON.parse(reply)).toEqual({ action: action === 'subscribe' ? 'subscribed' : 'unsubscribed', topics });
  expect(received.filter(({ operation }) => operation === 'TransactWriteItems')).toHaveLength(1);
});
