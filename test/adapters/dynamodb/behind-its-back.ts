import { DynamoDBDocumentClient, GetCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import type { Attributes } from '../../../src/adapters/dynamodb/attributes.js';
import type { Key } from '../../../src/adapters/dynamodb/keys.js';
import type { LocalTable } from './local-table.js';

/** Reads and writes items as another program would, without the adapter. */
export function behindItsBack({ client, tableName }: LocalTable) {
  const documents = DynamoDBDocumentClient.from(client, { marshallOptions: { removeUndefinedValues: true } });
  const read = async (key: Key): Promise<Attributes> => {
    const command = new GetCommand({ TableName: tableName, Key: { ...key }, ConsistentRead: true });
    const { Item } = await documents.send(command);
    if (Item === undefined) throw new Error(`nothing at ${key.pk} / ${key.sk}`);
    return Item;
  };
  const put = async (item: Attributes): Promise<void> => {
    await documents.send(new PutCommand({ TableName: tableName, Item: { ...item } }));
  };
  return {
    read,
    put,
    /** Changes attributes of the item, `undefined` takes them away; answers with a way back. */
    spoil: async (key: Key, changes: Attributes): Promise<() => Promise<void>> => {
      const item = await read(key);
      await put({ ...item, ...changes });
      return () => put(item);
    },
  };
}

/** What DynamoDB counts an item as: the bytes of its names and values. A number takes one for two digits, and one. */
export const sizeOf = (item: Attributes): number =>
  Object.entries(item).reduce((bytes, [name, value]) => {
    const text = String(value);
    const own = typeof value === 'number' ? Math.ceil(text.length / 2) + 1 : Buffer.byteLength(text);
    return bytes + Buffer.byteLength(name) + own;
  }, 0);
