import { dynamodbFeedTokens } from 'holdfast/adapters/dynamodb';
import { localTable } from '../../adapters/dynamodb/local-table.js';
import { feedTokensContract } from './feed-tokens-contract.js';

feedTokensContract('on DynamoDB', async () => {
  const { client, tableName, drop } = await localTable();
  return { feedTokens: dynamodbFeedTokens(client, { tableName }), dispose: drop };
});
