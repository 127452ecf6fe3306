export { redisBroadcaster, type RedisBroadcasterOptions } from './broadcaster.js';
export type { RedisClient } from './client.js';
export { redisFeed, type RedisFeed, type RedisFeedOptions } from './feed.js';
export { redisFeedTokens } from './feed-tokens.js';
export { redisHealth, type RedisHealthOptions } from './health.js';
export type { KeyOptions as RedisKeyOptions } from './options.js';
export { redisRateLimiter, type RedisRateLimit } from './rate-limiter.js';
export { redisCause, RedisFailure } from './redis-errors.js';
export { redisTickets } from './tickets.js';
