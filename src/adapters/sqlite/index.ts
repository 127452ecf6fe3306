export { sqliteFeedTokens } from './feed-tokens.js';
export type { SqliteStoreOptions } from './open-database.js';
export { sqliteStore } from './sqlite-store.js';
