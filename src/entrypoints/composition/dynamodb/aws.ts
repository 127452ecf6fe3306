// All that loads the AWS packages, behind one dynamic import.
export { timeToLiveDifferences } from './describe-table.js';
export { openEventLog } from './open-event-log.js';
export { openDynamodbStore, openTable, type OpenTable } from './open-store.js';
export { requireTable } from './require-table.js';
export { createTable, describeTable } from './tables.js';
