export { dynamodbStore, type DynamodbStoreOptions } from './dynamodb-store.js';
export { tableDefinition, TTL_ATTRIBUTE } from './table-definition.js';
