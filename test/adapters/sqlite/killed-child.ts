import { DatabaseSync } from 'node:sqlite';
import { sqliteStore } from '../../../src/adapters/sqlite/index.js';
import { shareGiven, workThrough } from '../killable.js';

const share = shareGiven();
const store = sqliteStore(new DatabaseSync(share.store));
await workThrough(share, store);
await store.close?.();
