import { redisRateLimiter } from 'holdfast/adapters/redis';
import { clientsForTheFile, ownPrefix, REDIS_URL } from '../../adapters/redis/connecting.js';
import { rateLimiterContract } from './rate-limiter-contract.js';

const redis = clientsForTheFile().to(REDIS_URL);
rateLimiterContract('on Redis', (perMinute) => redisRateLimiter(redis, { perMinute, prefix: ownPrefix() }));
