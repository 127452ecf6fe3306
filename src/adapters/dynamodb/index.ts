export { dynamodbStore, type DynamodbStoreOptions } from './dynamodb-store.js';
export type { DynamodbTableOptions } from './open-table.js';
export { dynamodbSubscriptions } from './subscriptions.js';
export { tableDefinition, TTL_ATTRIBUTE } from './table-definition.js';
