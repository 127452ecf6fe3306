import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DeleteCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import { okAsync } from '../../domain/result.js';
import type { Ticket, Tickets } from '../../ports/index.js';
import { type Attributes, Item, SCHEMA } from './attributes.js';
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

/**
 * Tickets in the table of `dynamodbStore`. Who deletes one has it, so it is nobody's twice; when the answer to that is
 * lost, it is nobody's at all, and another one has to be asked for.
 *
 * @throws TypeError for settings it cannot work with.
 */
export function dynamodbTickets(client: DynamoDBClient, options: DynamodbTableOptions): Tickets {
  const { ask, client: documents, tableName } = openTable('dynamodbTickets', client, options);
  return {
    put(digest, ticket) {
      const command = new PutCommand({ TableName: tableName, Item: { ...toItem(digest, ticket) } });
      return ask((tried) => documents.send(command, tried)).map(() => undefined);
    },
    take(digest, now) {
      const command = new DeleteCommand({ TableName: tableName, Key: { ...ticketKey(digest) }, ReturnValues: 'ALL_OLD' });
      return ask((tried) => documents.send(command, tried)).andThen(({ Attributes: taken }) => {
        if (!taken) return okAsync(undefined);
        return readable(() => toTicket(taken)).map(({ actor, expiresAt }) => (now < expiresAt ? actor : undefined));
      });
    },
  };
}
