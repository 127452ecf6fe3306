export { dynamodbStore, type DynamodbStoreOptions } from './dynamodb-store.js';
export { dynamodbEventLog, type EventLog, type EventPage } from './event-log.js';
export { dynamodbFeedTokens } from './feed-tokens.js';
export type { DynamodbTableOptions } from './open-table.js';
export { dynamodbParking } from './parking.js';
export { type BookingImage, bookingEventIn } from './stream-images.js';
export { dynamodbSubscriptions } from './subscriptions.js';
export { dynamodbTickets } from './tickets.js';
export { tableDefinition, TTL_ATTRIBUTE } from './table-definition.js';
