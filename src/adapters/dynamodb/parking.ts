import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { err, ok, okAsync, type ResultAsync } from '../../domain/result.js';
import type { Parking, StoreDown } from '../../ports/index.js';
import { eventKeyOf, type Key } from './keys.js';
import { type DynamodbTableOptions, openTable } from './open-table.js';
import { countFailure, mostLetters, parkHere } from './outbox-changes.js';
import { outboxPlaces } from './outbox-places.js';
import type { Table } from './table.js';
import { UnreadableItem } from './unreadable-item.js';
import { update } from './updates.js';

const isNotThere = (key: Key): StoreDown => ({ kind: 'store_unavailable', cause: new UnreadableItem(key, 'is not there') });

/** How often this delivery has failed by now. A call that is repeated after a lost answer may count as two. */
function counted({ client, tableName, write }: Table, key: Key, error: string): ResultAsync<number, StoreDown> {
  const command = new UpdateCommand({ TableName: tableName, Key: { ...key }, ...countFailure(error), ReturnValues: 'UPDATED_NEW' });
  return write((options) => client.send(command, options))
    .map(({ Attributes }) => Number(Attributes?.['attempts']))
    .mapErr((unmet) => (unmet.kind === 'cancelled' ? isNotThere(key) : unmet));
}

/**
 * Counts on the event's own item, in the table of `dynamodbStore`, and parks it there: it is seen and delivered as what
 * a relay has parked. To park again changes nothing, so whoever was stopped between the two does it at the next failure.
 * An event that is not in the table can be parked nowhere: that is `store_unavailable`, and its cause says so.
 *
 * @throws TypeError for settings it cannot work with.
 */
export function dynamodbParking(client: DynamoDBClient, options: DynamodbTableOptions): Parking {
  const table = openTable('dynamodbParking', client, options);
  const nextPlace = outboxPlaces();
  return {
    failed: (eventId, words, most) => {
      const key = eventKeyOf(eventId);
      return counted(table, key, mostLetters(words)).andThen((attempts) => {
        if (attempts < most) return okAsync(false);
        return update(table, key, parkHere(nextPlace(eventId))).andThen((isThere) => (isThere ? ok(true) : err(isNotThere(key))));
      });
    },
  };
}
