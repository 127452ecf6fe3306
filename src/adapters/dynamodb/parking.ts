import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { err, ok, okAsync, type ResultAsync } from '../../domain/result.js';
import type { EventNotFound, Parking, StoreDown } from '../../ports/index.js';
import type { Attributes } from './attributes.js';
import { toStoredEvent } from './items.js';
import { bookingIdIn, eventKeyOf, type Key } from './keys.js';
import { type DynamodbTableOptions, openTable } from './open-table.js';
import { countFailure, mostLetters, parkHere } from './outbox-changes.js';
import { outboxPlaceOf, placeOf } from './places.js';
import type { Table } from './table.js';
import { readable } from './unreadable-item.js';
import { update } from './updates.js';

const NOT_FOUND: EventNotFound = { kind: 'not_found' };

/** The event, with how often its delivery has failed by now. A call repeated after a lost answer may count as two. */
function counted(
  { client, tableName, write }: Table,
  key: Key,
  error: string,
): ResultAsync<Attributes, EventNotFound | StoreDown> {
  const command = new UpdateCommand({ TableName: tableName, Key: { ...key }, ...countFailure(error), ReturnValues: 'ALL_NEW' });
  return write((options) => client.send(command, options))
    .map(({ Attributes: stored = {} }) => stored)
    .mapErr((unmet) => (unmet.kind === 'cancelled' ? NOT_FOUND : unmet));
}

/** One that cannot be read has no instant that we know, and is the first to be seen to. */
const placeFor = (key: Key, stored: Attributes): string =>
  readable(() => outboxPlaceOf(toStoredEvent(stored).event)).unwrapOr(placeOf(0, bookingIdIn(key)));

/**
 * Counts on the event's own item, in the table of `dynamodbStore`, and parks it there: it is seen and delivered as what
 * a relay has parked. To park again changes nothing, so whoever was stopped between the two does it at the next failure.
 * An event that is not in the table can be parked nowhere: that is `not_found`.
 *
 * @throws TypeError for settings it cannot work with.
 */
export function dynamodbParking(client: DynamoDBClient, options: DynamodbTableOptions): Parking {
  const table = openTable('dynamodbParking', client, options);
  return {
    failed: (eventId, words, most) => {
      const key = eventKeyOf(eventId);
      return counted(table, key, mostLetters(words)).andThen((stored) => {
        if (Number(stored['attempts']) < most) return okAsync(false);
        return update(table, key, parkHere(placeFor(key, stored))).andThen((isThere) => (isThere ? ok(true) : err(NOT_FOUND)));
      });
    },
  };
}
