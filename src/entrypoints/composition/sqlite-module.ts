import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { ContainerModule } from 'inversify';
import { sqliteStore } from '../../adapters/sqlite/index.js';
import type { Store } from '../../ports/index.js';
import { tokens } from './tokens.js';

function open(file: string): Store {
  mkdirSync(dirname(file), { recursive: true });
  const database = new DatabaseSync(file);
  try {
    return sqliteStore(database);
  } catch (error) {
    database.close();
    throw error;
  }
}

/** Binds `Store` to a SQLite file, made with its folder if it is not there. Closing the store closes the file. */
export function sqliteModule({ file }: { readonly file: string }): ContainerModule {
  return new ContainerModule(({ bind }) => {
    bind(tokens.Store)
      .toResolvedValue(() => open(file))
      .inSingletonScope();
  });
}
