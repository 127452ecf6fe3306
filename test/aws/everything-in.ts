import { type AttributeValue, ScanCommand } from '@aws-sdk/client-dynamodb';
import type { TableOfItsOwn } from '../../scripts/aws-local/table.ts';

/** Every item of the table, as text. */
export async function everythingIn({ client, tableName }: TableOfItsOwn): Promise<string> {
  const items: unknown[] = [];
  let ExclusiveStartKey: Record<string, AttributeValue> | undefined;
  do {
    const page = await client.send(new ScanCommand({ TableName: tableName, ConsistentRead: true, ExclusiveStartKey }));
    items.push(page.Items);
    ExclusiveStartKey = page.LastEvaluatedKey;
  } while (ExclusiveStartKey);
  return JSON.stringify(items);
}
