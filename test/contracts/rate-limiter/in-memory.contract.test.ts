import { inMemoryRateLimiter } from 'holdfast/adapters/in-memory';
import { rateLimiterContract } from './rate-limiter-contract.js';

rateLimiterContract('in memory', (perMinute) => inMemoryRateLimiter({ perMinute }));
