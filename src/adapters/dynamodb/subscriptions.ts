import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { MAX_TOPICS } from '../../domain/live/topic.js';
import { errAsync, ResultAsync } from '../../domain/result.js';
import type { StoreDown, Subscriber, Subscriptions, TooManyTopics } from '../../ports/index.js';
import { type Attributes, keyIn } from './attributes.js';
import { toStoreDown } from './dynamodb-errors.js';
import { followedKey, followerKey, type Key } from './keys.js';
import { type DynamodbTableOptions, openTable } from './open-table.js';
import { queryAll } from './queries.js';
import { toFollowedItem, toFollower, toFollowerItem } from './subscription-items.js';
import type { Table } from './table.js';
import { drop, put, transact, type Write } from './transaction.js';
import { readableAmong } from './unreadable-item.js';

/** A transaction takes 100 items, and each topic has two. */
const TOPICS_AT_ONCE = 50;

/** The ids of connections and topics are printable ASCII, and lie between these. */
const EVERYTHING = ['!', '\u007F'] as const;

const all = (table: Table, { pk }: Key): ResultAsync<readonly Attributes[], StoreDown> =>
  queryAll(table, { partition: ['pk', pk], sort: ['sk', ...EVERYTHING] }, { ConsistentRead: true });

/**
 * Both items of each topic together, so that whatever lies under a topic is found from its connection. Nothing is
 * asked of what is there: what has been written once can be written again.
 */
function writeFor<T extends string>(
  table: Table,
  topics: readonly T[],
  both: (topic: T) => readonly [Write, Write],
): ResultAsync<void, StoreDown> {
  const parts: (readonly T[])[] = [];
  for (let at = 0; at < topics.length; at += TOPICS_AT_ONCE) parts.push(topics.slice(at, at + TOPICS_AT_ONCE));
  const written = parts.map((part) => transact(table, part.flatMap(both), { mostConflicts: Number.POSITIVE_INFINITY }));
  return ResultAsync.combine(written)
    .map(() => undefined)
    .mapErr(toStoreDown);
}

/**
 * Who follows what, in the table of `dynamodbStore`: under each topic the connections that follow it, and under each
 * connection its topics. Every read is consistent: who has been told that it is subscribed is found. The most topics
 * of a connection are counted before it gets more, so calls for one connection at the same time may pass them together.
 *
 * @throws TypeError for settings it cannot work with.
 */
export function dynamodbSubscriptions(client: DynamoDBClient, options: DynamodbTableOptions): Subscriptions {
  const table = openTable('dynamodbSubscriptions', client, options);
  const topicsOf = (connectionId: string): ResultAsync<readonly string[], StoreDown> =>
    all(table, followedKey(connectionId, '')).map((items) => items.map((item) => keyIn(item).sk));

  const leave = (connectionId: string, topics: readonly string[]): ResultAsync<void, StoreDown> =>
    writeFor(table, topics, (topic) => [
      drop(table, followerKey(topic, connectionId)),
      drop(table, followedKey(connectionId, topic)),
    ]);

  return {
    subscribe: (subscriber, topics, expiresAt) =>
      topicsOf(subscriber.connectionId).andThen((followed): ResultAsync<void, TooManyTopics | StoreDown> => {
        if (new Set([...followed, ...topics]).size > MAX_TOPICS) {
          return errAsync({ kind: 'too_many_topics', most: MAX_TOPICS });
        }
        const follower = { subscriber, expiresAt };
        return writeFor(table, [...new Set(topics)], (topic) => [
          put(table, toFollowerItem(topic, follower)),
          put(table, toFollowedItem(topic, follower)),
        ]);
      }),
    unsubscribe: (connectionId, topics) => leave(connectionId, [...new Set(topics)]),
    remove: (connectionId) => topicsOf(connectionId).andThen((topics) => leave(connectionId, topics)),
    subscribersOf: (topics, now) =>
      ResultAsync.combine(topics.map((topic) => all(table, followerKey(topic, ''))))
        .andThen((found) => readableAmong(found.flat(), toFollower))
        .map((followers) => {
          const live = followers.filter(({ expiresAt }) => expiresAt > now);
          const byId = new Map(live.map(({ subscriber }): [string, Subscriber] => [subscriber.connectionId, subscriber]));
          return [...byId.values()];
        }),
  };
}
