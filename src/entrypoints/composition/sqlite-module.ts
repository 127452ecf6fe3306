import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { ContainerModule, type ServiceIdentifier } from 'inversify';
import { sqliteFeedTokens, sqliteStore } from '../../adapters/sqlite/index.js';
import { tokens } from './tokens.js';

function open(file: string): DatabaseSync {
  mkdirSync(dirname(file), { recursive: true });
  return new DatabaseSync(file);
}

/** A database that is of no use is not kept open. */
const using =
  <T>(use: (database: DatabaseSync) => T) =>
  (database: DatabaseSync): T => {
    try {
      return use(database);
    } catch (error) {
      if (database.isOpen) database.close();
      throw error;
    }
  };

/**
 * Binds `Store` and `FeedTokens` to a SQLite file, made with its folder if it is not there. Closing the store closes the
 * file.
 */
export function sqliteModule({ file }: { readonly file: string }): ContainerModule {
  const opened: ServiceIdentifier<DatabaseSync> = Symbol('a SQLite file');
  return new ContainerModule(({ bind }) => {
    bind(opened)
      .toResolvedValue(() => open(file))
      .inSingletonScope();
    bind(tokens.Store)
      .toResolvedValue(using((database) => sqliteStore(database)), [opened])
      .inSingletonScope();
    bind(tokens.FeedTokens)
      .toResolvedValue(using((database) => sqliteFeedTokens(database)), [opened])
      .inSingletonScope();
  });
}
