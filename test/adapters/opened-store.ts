import type { Store } from 'holdfast';

export interface OpenedStore {
  readonly store: Store;
  close(): Promise<void>;
}

/** The store that a child process is told to open: `sqlite:<file>` or `dynamodb:<table>`. */
export async function openedStore(address: string): Promise<OpenedStore> {
  const colon = address.indexOf(':');
  const [kind, name] = [address.slice(0, colon), address.slice(colon + 1)];
  if (kind === 'sqlite') {
    const [{ DatabaseSync }, { sqliteStore }] = await Promise.all([import('node:sqlite'), import('holdfast/adapters/sqlite')]);
    const store = sqliteStore(new DatabaseSync(name));
    return { store, close: () => store.close?.() ?? Promise.resolve() };
  }
  const [{ DynamoDBClient }, { dynamodbStore }] = await Promise.all([
    import('@aws-sdk/client-dynamodb'),
    import('holdfast/adapters/dynamodb'),
  ]);
  const client = new DynamoDBClient({ maxAttempts: 1 });
  const store = dynamodbStore(client, { tableName: name, relay: 'poll' });
  return { store, close: async () => client.destroy() };
}
