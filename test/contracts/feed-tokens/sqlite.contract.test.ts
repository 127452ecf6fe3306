import { sqliteFeedTokens, sqliteStore } from 'holdfast/adapters/sqlite';
import { databaseFolder } from '../../adapters/sqlite/database-folder.js';
import { feedTokensContract } from './feed-tokens-contract.js';

feedTokensContract('on the database of a SQLite store', async () => {
  const database = databaseFolder().open();
  sqliteStore(database);
  return { feedTokens: sqliteFeedTokens(database) };
});

feedTokensContract('on a connection of their own', async () => {
  const folder = databaseFolder();
  sqliteStore(folder.open());
  return { feedTokens: sqliteFeedTokens(folder.open()) };
});
