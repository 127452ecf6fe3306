import { expect, it } from 'vitest';
import { dynamodbStore } from '../../../src/adapters/dynamodb/index.js';
import { NOW } from '../../../src/entrypoints/testing/contract/samples.js';
import { answeringClient } from './faults/answering-client.js';

const smile = '\u{1F600}';

it.each([
  ['too long for an item', 'x'.repeat(5_000), 'x'.repeat(2_000)],
  ['cut in the middle of a character', `${'x'.repeat(1_999)}${smile}`, `${'x'.repeat(1_999)}\uFFFD`],
  ['that were cut there before', `near ${smile.slice(0, 1)}`, 'near \uFFFD'],
  ['as they may be', smile, smile],
])('words %s are stored as text that there is: no UTF-8 has half a character', async (_, words, stored) => {
  const { client, received } = answeringClient();
  const { outbox } = dynamodbStore(client, { tableName: 'table', relay: 'poll' });
  for (const next of [NOW, 'park'] as const) {
    expect(await outbox?.failed('relay', 'b-1:1', words, next)).toMatchObject({ value: true });
  }
  const sent = received.map(({ body }) => Object(body['TransactItems'])[0].Update.ExpressionAttributeValues[':error'].S);
  expect(sent).toEqual([stored, stored]);
});
