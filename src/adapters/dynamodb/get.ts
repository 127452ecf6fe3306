import { GetCommand } from '@aws-sdk/lib-dynamodb';
import type { ResultAsync } from '../../domain/result.js';
import type { StoreDown } from '../../ports/index.js';
import type { Attributes } from './attributes.js';
import type { Key } from './keys.js';
import type { Table } from './table.js';

/** One item, read consistently. */
export const get = ({ client, tableName, ask }: Table, key: Key): ResultAsync<Attributes | undefined, StoreDown> => {
  const command = new GetCommand({ TableName: tableName, Key: { ...key }, ConsistentRead: true });
  return ask((options) => client.send(command, options)).map(({ Item }) => Item);
};
