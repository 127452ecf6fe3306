import { GetItemCommand } from '@aws-sdk/client-dynamodb';
import type { StreamEvent, StreamRecord, StreamResult } from '../../../../src/entrypoints/lambda/index.js';
import type { Store } from '../../../../src/ports/index.js';
import type { LocalTable } from '../../../adapters/dynamodb/local-table.js';
import { numberOf, recordOf } from './records.js';

/** The store, and what a stream of its table would hold: the image of the booking after each commit, in their order. */
export function keptStream({ client, tableName }: LocalTable, store: Store): { readonly store: Store; readonly records: readonly StreamRecord[] } {
  const records: StreamRecord[] = [];
  const { repository } = store;
  const commit: Store['repository']['commit'] = async (change) => {
    const committed = await repository.commit(change);
    if (committed.isErr() || !change.booking) return committed;
    const Key = { pk: { S: `BOOKING#${change.booking.bookingId}` }, sk: { S: 'BOOKING' } };
    const { Item = {} } = await client.send(new GetItemCommand({ TableName: tableName, Key, ConsistentRead: true }));
    records.push(recordOf(JSON.parse(JSON.stringify(Item))));
    return committed;
  };
  return { store: { ...store, repository: { ...repository, commit } }, records };
}

/** Small, so that a kill in every fifty records leaves some batches whole. */
const BATCH = 25;

/**
 * Reads it as an event source mapping does: from the lowest failure again, and with half of the batch after a function
 * that gave no answer.
 */
export async function readAll(
  records: readonly StreamRecord[],
  invoke: (event: StreamEvent) => Promise<StreamResult | 'killed'>,
): Promise<void> {
  let [checkpoint, size] = [0, BATCH];
  while (checkpoint < records.length) {
    const batch = records.slice(checkpoint, checkpoint + size);
    const answer = await invoke({ Records: batch });
    if (answer === 'killed') {
      size = Math.ceil(batch.length / 2);
      continue;
    }
    const failed = new Set(answer.batchItemFailures.map(({ itemIdentifier }) => itemIdentifier));
    const first = batch.findIndex((record) => failed.has(numberOf(record)));
    checkpoint += first < 0 ? batch.length : first;
    size = BATCH;
  }
}
