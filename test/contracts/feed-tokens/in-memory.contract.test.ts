import { inMemoryFeedTokens } from 'holdfast/adapters/in-memory';
import { feedTokensContract } from './feed-tokens-contract.js';

feedTokensContract('in memory', async () => ({ feedTokens: inMemoryFeedTokens() }));
