import { dynamodbStore } from '../../../../src/adapters/dynamodb/index.js';
import { shareGiven, workThrough } from '../../killable.js';
import { localClient } from '../local-table.js';

const share = shareGiven();
const client = localClient();
// Not to give up because the machine is slow.
const patience = { tryMs: 5_000, maxWaitMs: 9_000 };
await workThrough(share, dynamodbStore(client, { tableName: share.store, relay: 'poll', ...patience }));
client.destroy();
