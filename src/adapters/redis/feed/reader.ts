import { ownConnection, type RedisClient } from '../client.js';
import { inTime } from '../in-time.js';
import { type RawEntry, type StreamEntry, toEntry } from './entries.js';
import type { Ends } from './position.js';

/** So many entries come at once. */
const BATCH = 200;
/** So long Redis waits for the next entry before it says that there is none. */
const WAIT_MS = 5_000;
const ANSWER_MS = 2_000;
const CONNECT_MS = 5_000;

const idOf = (entries: readonly RawEntry[]): string | undefined => entries[0]?.[0];

/** A connection that reads one stream until its first failure, which is told by a rejection. Nothing of it hangs. */
export class StreamReader {
  readonly #redis: RedisClient;
  readonly #connection: RedisClient;
  readonly #stream: string;
  readonly #signal: AbortSignal;

  constructor(redis: RedisClient, stream: string, signal: AbortSignal) {
    this.#redis = redis;
    this.#connection = ownConnection(redis);
    this.#stream = stream;
    this.#signal = signal;
    redis.once('close', this.#end);
  }

  connect(): Promise<void> {
    return inTime(CONNECT_MS, this.#connection.connect(), this.#signal);
  }

  /** Waits for a while for what comes after `id`. */
  async after(id: string): Promise<readonly StreamEntry[]> {
    const reading = this.#connection.xread('COUNT', BATCH, 'BLOCK', WAIT_MS, 'STREAMS', this.#stream, id);
    const read = await inTime(WAIT_MS + ANSWER_MS, reading, this.#signal);
    return (read ?? []).flatMap(([, entries]) => entries.map(toEntry));
  }

  async ends(position: string): Promise<Ends> {
    const last = this.#connection.xrevrange(this.#stream, '+', '-', 'COUNT', 1);
    const first = this.#connection.xrange(this.#stream, '-', '+', 'COUNT', 1);
    const at = this.#connection.xrange(this.#stream, position, position, 'COUNT', 1);
    const [lasts, firsts, found] = await inTime(ANSWER_MS, Promise.all([last, first, at]), this.#signal);
    return { first: idOf(firsts), last: idOf(lasts), hasPosition: found.length > 0 };
  }

  close(): void {
    this.#redis.off('close', this.#end);
    this.#end();
  }

  /** With that of the client, which may lead elsewhere next: whoever only reads is not told that a primary is one no more. */
  readonly #end = (): void => this.#connection.disconnect();
}
