import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { errAsync, okAsync, type ResultAsync } from '../../domain/result.js';
import type { FeedTokens, StoreDown } from '../../ports/index.js';
import { isStored } from './conditions.js';
import { failedItsCondition, toStoreDown } from './dynamodb-errors.js';
import { toFeed, toFeedItem } from './feed-items.js';
import { get } from './get.js';
import { feedKey } from './keys.js';
import { type DynamodbTableOptions, openTable } from './open-table.js';
import { drop, put, transact } from './transaction.js';
import { readable } from './unreadable-item.js';

/** Nobody changes a feed: whoever is in the way writes the same, or takes it away. */
const PATIENTLY = { mostConflicts: Number.POSITIVE_INFINITY };

/**
 * Calendar feeds in the table of `dynamodbStore`, an item for each until it is revoked. Every read is consistent: a feed
 * that is revoked is not read again.
 *
 * @throws TypeError for settings it cannot work with.
 */
export function dynamodbFeedTokens(client: DynamoDBClient, options: DynamodbTableOptions): FeedTokens {
  const table = openTable('dynamodbFeedTokens', client, options);
  return {
    put: (digest, feed) => transact(table, [put(table, toFeedItem(digest, feed))], PATIENTLY).mapErr(toStoreDown),
    find: (digest) => get(table, feedKey(digest)).andThen((item) => readable(() => item && toFeed(item))),
    remove: (digest): ResultAsync<boolean, StoreDown> =>
      transact(table, [drop(table, feedKey(digest), isStored)], PATIENTLY)
        .map(() => true)
        .orElse((error) =>
          error.kind === 'cancelled' && error.reasons.some(failedItsCondition)
            ? okAsync(false)
            : errAsync(toStoreDown(error)),
        ),
  };
}
