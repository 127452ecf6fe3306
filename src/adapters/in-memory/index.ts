export { inMemoryBroadcaster } from './broadcaster.js';
export { type InMemoryFeedTokensOptions, inMemoryFeedTokens } from './feed-tokens.js';
export { inMemoryRateLimiter } from './rate-limiter.js';
export { type InMemoryStoreOptions, inMemoryStore } from './store.js';
export { inMemorySubscriptions } from './subscriptions.js';
export { type InMemoryTicketsOptions, inMemoryTickets } from './tickets.js';
