import { existsSync } from 'node:fs';
import type { Store } from '../../ports/index.js';
import { loadDynamodb } from '../composition/dynamodb/load.js';
import { parseKeptIn } from '../composition/kept-in.js';
import { BadUsage } from './command.js';

/** A store to look at, with its outbox, and by how much its lists lag behind at most. */
export interface ExistingStore {
  readonly store: Store;
  readonly lagMs: number;
}

/** Only to read, so that a file that is none of ours stays as it is. */
async function openSqlite(file: string): Promise<Store> {
  if (!existsSync(file)) throw new Error(`there is no file ${file}`);
  const [{ DatabaseSync }, { sqliteStore }] = await Promise.all([
    import('node:sqlite'),
    import('../../adapters/sqlite/index.js'),
  ]);
  const database = new DatabaseSync(file, { readOnly: true });
  try {
    return sqliteStore(database);
  } catch (error) {
    database.close();
    throw error;
  }
}

/** @throws BadUsage for an address that is none; Error that says in one line why it does not open. */
export async function openExisting(address: string): Promise<ExistingStore> {
  const kept = parseKeptIn(address);
  if (kept.isErr()) throw new BadUsage(`--store: ${kept.error}`);
  if (kept.value.kind === 'memory') throw new BadUsage('--store: what is in memory is gone with its process');
  if (kept.value.kind === 'sqlite') return { store: await openSqlite(kept.value.file), lagMs: 100 };
  const { tableName } = kept.value;
  const { openDynamodbStore, requireTable } = await loadDynamodb();
  await requireTable(tableName);
  return { store: openDynamodbStore({ tableName, relay: 'poll' }), lagMs: 2_000 };
}
