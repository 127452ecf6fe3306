import { setTimeout as sleep } from 'node:timers/promises';
import {
  type _Record,
  DescribeStreamCommand,
  type DynamoDBStreamsClient,
  GetRecordsCommand,
  GetShardIteratorCommand,
  type Shard,
} from '@aws-sdk/client-dynamodb-streams';

const LOOK_EVERY_MS = 1_000;
const ASK_EVERY_MS = 20;

/** An iterator that is of no use any more; another one is. DynamoDB Local says the second of a stream that is just made. */
const USED_UP = new Set(['ExpiredIteratorException', 'TrimmedDataAccessException']);

/** Takes the next records of a shard; the ones after them are read when it has resolved. */
export type Take = (records: readonly _Record[]) => Promise<void>;

/** Reads all of a stream, from the oldest record on, every shard after the one that it came of, until told to stop. */
export class StreamReader {
  readonly #client: DynamoDBStreamsClient;
  readonly #streamArn: string;
  readonly #take: Take;
  readonly #stopping = new AbortController();
  /** Whether one has come to its end. */
  readonly #shards = new Map<string, Promise<void>>();

  constructor(client: DynamoDBStreamsClient, streamArn: string, take: Take) {
    this.#client = client;
    this.#streamArn = streamArn;
    this.#take = take;
  }

  /** Resolves when it was stopped and has ended. */
  async read(): Promise<void> {
    while (!this.#isStopping) {
      for (const shard of await this.#describe()) this.#begin(shard);
      await this.#pause(LOOK_EVERY_MS);
    }
    await Promise.all(this.#shards.values());
  }

  stop(): void {
    this.#stopping.abort();
  }

  get #isStopping(): boolean {
    return this.#stopping.signal.aborted;
  }

  async #describe(): Promise<readonly Shard[]> {
    const shards: Shard[] = [];
    let after: string | undefined;
    do {
      const command = new DescribeStreamCommand({ StreamArn: this.#streamArn, ExclusiveStartShardId: after });
      const { StreamDescription: page } = await this.#client.send(command);
      shards.push(...(page?.Shards ?? []));
      after = page?.LastEvaluatedShardId;
    } while (after !== undefined);
    return shards;
  }

  /** Parents are listed before their children. */
  #begin({ ShardId: id = '', ParentShardId: parent = '' }: Shard): void {
    if (this.#shards.has(id)) return;
    const before = this.#shards.get(parent) ?? Promise.resolve();
    this.#shards.set(id, before.then(() => this.#readShard(id)));
  }

  async #readShard(shardId: string): Promise<void> {
    let iterator = await this.#iterator(shardId, undefined);
    let last: string | undefined;
    while (iterator !== undefined && !this.#isStopping) {
      const page = await this.#page(iterator);
      if (page === 'used up') {
        await this.#pause(ASK_EVERY_MS);
        iterator = await this.#iterator(shardId, last);
        continue;
      }
      const { Records: records = [], NextShardIterator: next } = page;
      iterator = next;
      if (records.length === 0) await this.#pause(ASK_EVERY_MS);
      else await this.#take(records);
      last = records.at(-1)?.dynamodb?.SequenceNumber ?? last;
    }
  }

  async #page(ShardIterator: string) {
    try {
      return await this.#client.send(new GetRecordsCommand({ ShardIterator }));
    } catch (error) {
      if (error instanceof Error && USED_UP.has(error.name)) return 'used up';
      throw error;
    }
  }

  async #iterator(ShardId: string, after: string | undefined): Promise<string | undefined> {
    const from =
      after === undefined
        ? ({ ShardIteratorType: 'TRIM_HORIZON' } as const)
        : ({ ShardIteratorType: 'AFTER_SEQUENCE_NUMBER', SequenceNumber: after } as const);
    const command = new GetShardIteratorCommand({ StreamArn: this.#streamArn, ShardId, ...from });
    return (await this.#client.send(command)).ShardIterator;
  }

  async #pause(ms: number): Promise<void> {
    await sleep(ms, undefined, { signal: this.#stopping.signal }).catch(() => undefined);
  }
}
