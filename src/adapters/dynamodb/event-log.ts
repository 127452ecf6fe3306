import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { ScanCommand } from '@aws-sdk/lib-dynamodb';
import type { BookingEvent } from '../../domain/booking/booking.js';
import type { ResultAsync } from '../../domain/result.js';
import type { StoreDown } from '../../ports/index.js';
import { type Attributes, keyIn } from './attributes.js';
import { toStoredEvent } from './items.js';
import type { Key } from './keys.js';
import { type DynamodbTableOptions, openTable } from './open-table.js';
import { readAmong } from './unreadable-item.js';

/** What one page of the table holds. A page may be empty; only a missing `next` ends the log. */
export interface EventPage {
  /** The events of a booking ascend. `isPending`: in the outbox, parked for instance. */
  readonly events: readonly { readonly event: BookingEvent; readonly isPending: boolean }[];
  /** What was found in the place of an event and could not be read, whenever it occurred. */
  readonly unread: readonly StoreDown[];
  readonly next?: Key | undefined;
}

export interface EventLog {
  /** Events with `from ≤ occurredAt < to`, in epoch milliseconds; `after` is an earlier page's `next`. */
  occurred(from: number, to: number, after?: Key): ResultAsync<EventPage, StoreDown>;
}

/**
 * All events of all bookings, once more. There is no index of them by time: this reads the whole table, half a read unit
 * for each 4 KB of it. A scan goes through each partition in order, so that the events of a booking ascend from page to
 * page, too.
 *
 * @throws TypeError for settings it cannot work with.
 */
export function dynamodbEventLog(client: DynamoDBClient, options: DynamodbTableOptions): EventLog {
  const table = openTable('dynamodbEventLog', client, options);

  const scan = (after: Key | undefined) => {
    const command = new ScanCommand({
      TableName: table.tableName,
      FilterExpression: 'begins_with(sk, :event)',
      ExpressionAttributeValues: { ':event': 'EVENT#' },
      ...(after && { ExclusiveStartKey: { ...after } }),
    });
    return table.ask((sending) => table.client.send(command, sending));
  };

  return {
    occurred: (from, to, after) =>
      scan(after).map(({ Items = [], LastEvaluatedKey: last }) => ({
        ...pageOf(Items, (at) => from <= at && at < to),
        ...(last && { next: keyIn(last) }),
      })),
  };
}

function pageOf(items: readonly Attributes[], isMeant: (at: number) => boolean): Omit<EventPage, 'next'> {
  const { read, unread } = readAmong(items, (item) => ({
    event: toStoredEvent(item).event,
    isPending: item['outbox'] !== undefined,
  }));
  return { events: read.filter(({ event }) => isMeant(Date.parse(event.occurredAt))), unread };
}
