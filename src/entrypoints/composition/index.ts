// holdfast/composition: the parts as inversify modules, for programs that have a container. Load a store's module
// beside `bookingsModule()`; to replace a part, `container.rebind(tokens.Clock)`.
import 'reflect-metadata';

export { bookingsModule, type BookingsModuleOptions } from './bookings-module.js';
export { dynamodbModule, type DynamodbModuleOptions } from './dynamodb-module.js';
export { inMemoryModule } from './in-memory-module.js';
export type { RedisModuleOptions, RedisShared } from './redis/shared.js';
export { redisModule } from './redis-module.js';
export { sqliteModule } from './sqlite-module.js';
export { tokens } from './tokens.js';
