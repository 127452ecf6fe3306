import { PutItemCommand, DeleteItemCommand } from '@aws-sdk/client-dynamodb';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import type { Reply } from '../../../scripts/aws-local/runtime-api.ts';
import { EventSourceMapping } from '../../../scripts/aws-local/stream/event-source-mapping.ts';
import type { StreamRecord } from '../../../scripts/aws-local/stream/record.ts';
import { tableOfItsOwn } from '../../../scripts/aws-local/table.ts';
import type { Mapping } from '../../../scripts/aws-local/template.ts';

const MAPPING: Mapping = {
  batchSize: 10,
  atOnce: 3,
  patterns: [{ eventName: ['INSERT', 'MODIFY'], dynamodb: { Keys: { sk: { S: ['BOOKING'] } } } }],
  reportsItemFailures: true,
  bisects: true,
  mostRetries: 5,
  mostAgeMs: 600_000,
};
const PATIENT = { timeout: 30_000, interval: 20 };

interface Seen {
  readonly item: string;
  readonly n: number;
  readonly sequenceNumber: string;
}
const seenIn = ({ dynamodb: { NewImage, SequenceNumber } }: StreamRecord): Seen => ({
  item: NewImage?.['pk']?.S ?? '',
  n: Number(NewImage?.['n']?.N),
  sequenceNumber: SequenceNumber,
});

/** A table whose stream goes to a function that answers a batch by what it sees in it. */
async function mapped(answer: (batch: readonly Seen[]) => readonly Seen[] | 'error', mapping: Partial<Mapping> = {}) {
  const table = await tableOfItsOwn();
  const batches: (readonly Seen[])[] = [];
  const invoke = async (event: unknown): Promise<Reply> => {
    const { Records }: { Records: readonly StreamRecord[] } = JSON.parse(JSON.stringify(event));
    const batch = Records.map(seenIn);
    batches.push(batch);
    const failed = answer(batch);
    if (failed === 'error') return { kind: 'failed', error: { errorType: 'Error', errorMessage: 'no' } };
    const batchItemFailures = failed.map(({ sequenceNumber }) => ({ itemIdentifier: sequenceNumber }));
    return { kind: 'answered', payload: JSON.stringify({ batchItemFailures }) };
  };
  const made = new EventSourceMapping(table.streams, table.streamArn, { ...MAPPING, ...mapping }, invoke);
  onTestFinished(async () => {
    await made.stop();
    await table.drop();
  });
  const put = (item: string, n: number, sk = 'BOOKING') =>
    table.client.send(new PutItemCommand({ TableName: table.tableName, Item: { pk: { S: item }, sk: { S: sk }, n: { N: String(n) } } }));
  const remove = (item: string) =>
    table.client.send(new DeleteItemCommand({ TableName: table.tableName, Key: { pk: { S: item }, sk: { S: 'BOOKING' } } }));
  return { mapping: made, batches, put, remove };
}

const ITEMS = ['a', 'b', 'c', 'd', 'e'];
/** Every item's numbers, each at its first coming. */
const firsts = (batches: readonly (readonly Seen[])[]): Readonly<Record<string, readonly number[]>> =>
  Object.fromEntries(ITEMS.map((item) => [item, [...new Set(batches.flat().filter((seen) => seen.item === item).map(({ n }) => n))]]));
const upTo = (most: number) => Object.fromEntries(ITEMS.map((item) => [item, Array.from({ length: most }, (_, n) => n + 1)]));

describe('the mapping of a stream to a function', () => {
  it('passes on all that fits its filter, also what is older than it, each item in order', async () => {
    const { mapping, batches, put, remove } = await mapped(() => []);
    for (let n = 1; n <= 20; n += 1) for (const item of ITEMS) await put(item, n);
    await put('a', 99, 'EVENT#0000000001');
    mapping.start();
    for (let n = 21; n <= 30; n += 1) for (const item of ITEMS) await put(item, n);
    await remove('a');
    await vi.waitFor(() => expect(mapping.passedOn).toBe(150), PATIENT);
    await vi.waitFor(() => expect(firsts(batches)).toEqual(upTo(30)), PATIENT);
    expect(batches.flat()).toHaveLength(150);
    expect(Math.max(...batches.map(({ length }) => length))).toBe(10);
    expect(mapping.failed).toEqual([]);
  });

  it('comes again with what failed and what is behind it, and goes on with other items meanwhile', async () => {
    let chance = 7;
    const { mapping, batches, put } = await mapped(
      (batch) => batch.filter(() => (chance = (chance * 16_807) % 2_147_483_647) % 10 === 0),
      { mostRetries: 1_000 },
    );
    for (let n = 1; n <= 30; n += 1) for (const item of ITEMS) await put(item, n);
    mapping.start();
    await vi.waitFor(() => expect(firsts(batches)).toEqual(upTo(30)), PATIENT);
    expect(batches.flat().length).toBeGreaterThan(150);
    expect(mapping.failed).toEqual([]);
  });

  it('tells of what it gives up by its place in the stream alone', async () => {
    const { mapping, batches, put } = await mapped((batch) => (batch.some(({ n }) => n === 3) ? 'error' : []), { atOnce: 1, mostRetries: 6 });
    for (let n = 1; n <= 8; n += 1) await put('a', n);
    mapping.start();
    await vi.waitFor(() => expect(mapping.failed).toHaveLength(1), PATIENT);
    await vi.waitFor(() => expect(batches.flat().some(({ n }) => n === 8)).toBe(true), PATIENT);
    const bad = batches.flat().find(({ n }) => n === 3);
    expect(mapping.failed).toEqual([
      {
        condition: 'RetryAttemptsExhausted',
        approximateInvokeCount: 7,
        startSequenceNumber: bad?.sequenceNumber,
        endSequenceNumber: bad?.sequenceNumber,
        batchSize: 1,
      },
    ]);
  });
});
