import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DeleteCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import type { Actor } from '../../domain/access/actor.js';
import { errAsync, okAsync, type ResultAsync } from '../../domain/result.js';
import type { StoreDown, Ticket, Tickets } from '../../ports/index.js';
import { type Attributes, Item, SCHEMA } from './attributes.js';
import { isStored } from './conditions.js';
import { failedItsCondition, toStoreDown } from './dynamodb-errors.js';
import { ticketKey } from './keys.js';
import { type DynamodbTableOptions, openTable } from './open-table.js';
import { actor as actorShape } from './published-shapes.js';
import { TTL_ATTRIBUTE } from './table-definition.js';
import { readable } from './unreadable-item.js';

const toItem = (digest: string, { actor, expiresAt }: Ticket): Attributes => ({
  ...ticketKey(digest),
  schema: SCHEMA,
  actor: JSON.stringify(actor),
  expiresAt,
  [TTL_ATTRIBUTE]: Math.ceil(expiresAt / 1000),
});

function toTicket(attributes: Attributes): Ticket {
  const item = new Item(attributes);
  return { actor: item.json('actor', actorShape), expiresAt: item.whole('expiresAt') };
}

/** Without the condition DynamoDB Local hands what was there to two who delete it at the same time. */
const removal = (digest: string) => ({ Key: { ...ticketKey(digest) }, ...isStored, ReturnValues: 'ALL_OLD' }) as const;

/**
 * Tickets in the table of `dynamodbStore`. Who deletes one has it, so it is nobody's twice; when the answer to that is
 * lost, it is nobody's at all, and another one has to be asked for.
 *
 * @throws TypeError for settings it cannot work with.
 */
export function dynamodbTickets(client: DynamoDBClient, options: DynamodbTableOptions): Tickets {
  const { ask, write, client: documents, tableName } = openTable('dynamodbTickets', client, options);
  return {
    put(digest, ticket) {
      const command = new PutCommand({ TableName: tableName, Item: { ...toItem(digest, ticket) } });
      return ask((tried) => documents.send(command, tried)).map(() => undefined);
    },
    take(digest, now): ResultAsync<Actor | undefined, StoreDown> {
      const command = new DeleteCommand({ TableName: tableName, ...removal(digest) });
      return write((tried) => documents.send(command, tried))
        .map(({ Attributes: taken }) => taken)
        .orElse((error) =>
          error.kind === 'cancelled' && error.reasons.some(failedItsCondition)
            ? okAsync(undefined)
            : errAsync(toStoreDown(error)),
        )
        .andThen((taken) => readable(() => taken && toTicket(taken)))
        .map((ticket) => (ticket && now < ticket.expiresAt ? ticket.actor : undefined));
    },
  };
}
