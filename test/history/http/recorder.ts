import { openDynamodb } from './dynamodb/open-dynamodb.js';
import { record } from './run.js';
import { openSqlite } from './sqlite/open-sqlite.js';
import { added, tallyOf } from './tally.js';

/** What the script that records many histories needs, in one bundle. */
export const recorder = { record, tallyOf, added, stores: { sqlite: openSqlite, dynamodb: openDynamodb } };
export interface Recorder {
  readonly recorder: typeof recorder;
}
