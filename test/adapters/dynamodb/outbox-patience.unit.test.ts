import { setTimeout as sleep } from 'node:timers/promises';
import { expect, it } from 'vitest';
import type { Attributes } from '../../../src/adapters/dynamodb/attributes.js';
import { dynamodbStore } from '../../../src/adapters/dynamodb/index.js';
import { toEventItem } from '../../../src/adapters/dynamodb/items.js';
import { confirmed, NOW, stored } from '../../../src/entrypoints/testing/contract/samples.js';
import { type Answering, answeringClient } from './faults/answering-client.js';
import { answer } from './faults/wire.js';

const KEY = { pk: { S: 'BOOKING#b-1' }, sk: { S: 'EVENT#0000000001' }, outbox: { S: 'EVENT#0' }, outboxPlace: { S: '2' } };

const rawOf = (item: Attributes): object =>
  Object.fromEntries(Object.entries(item).map(([name, value]) => [name, typeof value === 'number' ? { N: String(value) } : { S: value }]));

/** Each answer alone comes in good time. */
const slowly =
  (ms: number, answering: Answering): Answering =>
  async (request, signal) => {
    await sleep(ms);
    return answering(request, signal);
  };

function outboxOn(answering: Answering) {
  const { client, received } = answeringClient([], answering);
  const { outbox } = dynamodbStore(client, { tableName: 'table', relay: 'poll', maxWaitMs: 200, tryMs: 200 });
  if (!outbox) throw new Error('no outbox');
  return { outbox, received };
}

it('a lease that has to look on and on is over when its time is, all its requests together', async () => {
  const { outbox } = outboxOn(slowly(20, () => answer({ Items: [], LastEvaluatedKey: KEY })));
  expect(await outbox.lease('relay', NOW, 60_000, 10)).toMatchObject({ error: { kind: 'store_unavailable' } });
});

it('what was leased by then is the answer', async () => {
  const item = rawOf(toEventItem(stored(confirmed()), '2'));
  let pages = 0;
  const { outbox } = outboxOn(
    slowly(20, ({ operation }) => {
      if (operation === 'BatchGetItem') return answer({ Responses: { table: [item] } });
      if (operation === 'UpdateItem') return answer({});
      pages += 1;
      return answer({ Items: pages === 1 ? [item] : [], LastEvaluatedKey: KEY });
    }),
  );
  expect(await outbox.lease('relay', NOW, 60_000, 10)).toMatchObject({ value: [{ event: { eventId: 'b-1:1' } }] });
});

it('the list of parked events and what is read for it share one time, too', async () => {
  const { outbox } = outboxOn(slowly(120, ({ operation }) => (operation === 'Query' ? answer({ Items: [KEY] }) : answer({ Responses: { table: [] } }))));
  expect(await outbox.parked(10)).toMatchObject({ error: { kind: 'store_unavailable' } });
});
