import { setTimeout as sleep } from 'node:timers/promises';
import type { _Record, DynamoDBStreamsClient } from '@aws-sdk/client-dynamodb-streams';
import { type Batch, type Condition, deliver, type Terms } from './batch-delivery.ts';
import { fits } from './filter.ts';
import { Lane } from './lane.ts';
import type { Reply } from '../runtime-api.ts';
import { StreamReader } from './reader.ts';
import { itemOf, sequenceNumberOf, type StreamRecord, toStreamRecord } from './record.ts';
import type { Mapping } from '../template.ts';

const LONGEST_PAUSE_MS = 200;

/** What an on-failure queue is told: where the records lie in the stream, and nothing of what they hold. */
export interface FailedBatch {
  readonly condition: Condition;
  readonly approximateInvokeCount: number;
  readonly startSequenceNumber: string;
  readonly endSequenceNumber: string;
  readonly batchSize: number;
}

/** Carries a table's stream to a function, in batches; the records of one item one after another. */
export class EventSourceMapping {
  /** Its on-failure queue. */
  readonly failed: FailedBatch[] = [];
  readonly #reader: StreamReader;
  readonly #lanes: readonly Lane<StreamRecord>[];
  readonly #mapping: Mapping;
  readonly #streamArn: string;
  #reading = Promise.resolve();
  #isStopping = false;
  #passedOn = 0;

  constructor(
    client: DynamoDBStreamsClient,
    streamArn: string,
    mapping: Mapping,
    invoke: (event: unknown) => Promise<Reply>,
  ) {
    this.#streamArn = streamArn;
    this.#mapping = mapping;
    this.#reader = new StreamReader(client, streamArn, (records) => this.#take(records));
    const terms: Terms = {
      ...mapping,
      invoke,
      giveUp: (batch, condition, retries) => this.failed.push(toFailedBatch(batch, condition, retries)),
      mayRetry: async (retries) => {
        await sleep(Math.min(LONGEST_PAUSE_MS, 2 ** retries), undefined, { ref: false });
        return !this.#isStopping;
      },
    };
    this.#lanes = Array.from({ length: mapping.atOnce }, () => new Lane(mapping.batchSize, (batch) => deliver(terms, batch)));
  }

  /** Records that fitted the filter. */
  get passedOn(): number {
    return this.#passedOn;
  }

  start(): void {
    this.#reading = this.#reader.read();
  }

  /** Resolves when the call under way has ended; what comes after it is not delivered. */
  async stop(): Promise<void> {
    this.#isStopping = true;
    this.#reader.stop();
    await Promise.all(this.#lanes.map((lane) => lane.stop()));
    await this.#reading;
  }

  async #take(records: readonly _Record[]): Promise<void> {
    const fitting = records
      .map((record) => toStreamRecord(record, this.#streamArn))
      .filter((record) => this.#mapping.patterns.some((pattern) => fits(pattern, record)));
    this.#passedOn += fitting.length;
    for (const record of fitting) this.#laneOf(record)?.add(record);
    await Promise.all(this.#lanes.map((lane) => lane.hasRoom()));
  }

  #laneOf(record: StreamRecord): Lane<StreamRecord> | undefined {
    const hash = Buffer.from(itemOf(record)).reduce((sum, byte) => (Math.imul(sum, 31) + byte) >>> 0, 7);
    return this.#lanes[hash % this.#lanes.length];
  }
}

const toFailedBatch = (batch: Batch, condition: Condition, retries: number): FailedBatch => {
  const [start = '', end = start] = [batch[0], batch.at(-1)].flatMap((record) => (record ? sequenceNumberOf(record) : []));
  return {
    condition,
    approximateInvokeCount: retries + 1,
    startSequenceNumber: start,
    endSequenceNumber: end,
    batchSize: batch.length,
  };
};
