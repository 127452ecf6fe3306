import { redisFeedTokens } from 'holdfast/adapters/redis';
import { clientsForTheFile, ownPrefix, REDIS_URL } from '../../adapters/redis/connecting.js';
import { feedTokensContract } from './feed-tokens-contract.js';

const redis = clientsForTheFile().to(REDIS_URL);
feedTokensContract('on Redis', async () => ({ feedTokens: redisFeedTokens(redis, { prefix: ownPrefix() }) }));
