import { loadedFrom } from '../optional-packages.js';

/**
 * The package is loaded by those alone who have a Redis.
 * @throws Error that says what to install when it is not there.
 */
export const loadRedis = () => loadedFrom('Redis', ['ioredis'], () => import('./open-shared.js'));
