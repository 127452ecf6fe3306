import { setTimeout as sleep } from 'node:timers/promises';
import { BatchGetCommand } from '@aws-sdk/lib-dynamodb';
import { err, ok, type Result, ResultAsync } from '../../domain/result.js';
import type { StoreDown } from '../../ports/index.js';
import { type Attributes, keyIn } from './attributes.js';
import { type Key, nameOf } from './keys.js';
import { pauseAfter, timer } from './repeated-call.js';
import type { Table } from './table.js';

/** What `BatchGetItem` takes at once. */
const MOST_KEYS = 100;

const BUSY: StoreDown = { kind: 'store_unavailable', cause: new Error('DynamoDB leaves keys unread') };

/** The items found, by their keys. */
export interface Found {
  at(key: Key): Attributes | undefined;
}

/** What is stored under these keys, each read consistently. `within`: what is left of a longer call's time, in milliseconds. */
export type Read = (keys: readonly Key[], within?: number) => ResultAsync<Found, StoreDown>;

/** What one request leaves unread, for want of room in its answer or because DynamoDB is busy, the next one asks for. */
export function createRead({ client, tableName, maxWaitMs, ask }: Table): Read {
  const batch = (keys: readonly Key[], within: number) => {
    const Keys = keys.map((key) => ({ ...key }));
    const command = new BatchGetCommand({ RequestItems: { [tableName]: { Keys, ConsistentRead: true } } });
    return ask((options) => client.send(command, options), { within });
  };

  async function readAll(keys: readonly Key[], within: number): Promise<Result<Found, StoreDown>> {
    const found = new Map<string, Attributes>();
    const left = timer(within);
    // DynamoDB refuses to be asked for one key twice.
    let unread: readonly Key[] = [...new Map(keys.map((key) => [nameOf(key), key])).values()];
    for (let idle = 0; unread.length > 0; ) {
      const asked = unread.slice(0, MOST_KEYS);
      const answer = await batch(asked, left());
      if (answer.isErr()) return err(answer.error);
      for (const item of answer.value.Responses?.[tableName] ?? []) found.set(nameOf(keyIn(item)), item);
      const passedOver = answer.value.UnprocessedKeys?.[tableName]?.Keys ?? [];
      unread = [...passedOver.map(keyIn), ...unread.slice(MOST_KEYS)];
      idle = passedOver.length < asked.length ? 0 : idle + 1;
      const pause = idle === 0 ? 0 : pauseAfter(idle);
      if (unread.length > 0 && pause >= left()) return err(BUSY);
      if (pause > 0) await sleep(pause);
    }
    return ok({ at: (key) => found.get(nameOf(key)) });
  }
  return (keys, within = maxWaitMs) => new ResultAsync(readAll(keys, within));
}
