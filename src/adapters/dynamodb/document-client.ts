import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';

/**
 * A document client keeps its settings among those of the client that it is made from, where every other one finds
 * them. That client is the caller's, who may have made another one of it: both are to keep their own.
 */
export function documentClient(client: DynamoDBClient): DynamoDBDocumentClient {
  const theirs: unknown = 'translateConfig' in client.config ? client.config.translateConfig : undefined;
  // Numbers as they are: what is not a whole number shows when the item is parsed, and is not an exception before.
  const own = DynamoDBDocumentClient.from(client, { unmarshallOptions: { wrapNumbers: Number } });
  Object.assign(own, { config: { ...own.config } });
  Object.assign(client.config, { translateConfig: theirs });
  return own;
}
