// All that loads the AWS packages, behind one dynamic import.
export { openDynamodbStore } from './open-store.js';
export { requireTable } from './require-table.js';
