import * as z from 'zod/mini';
import { ACCOUNT, REGION } from '../function-process.ts';
import type { Asked, AwsRequest, Permission } from './asked.ts';

export const tableArn = (tableName: string): string => `arn:aws:dynamodb:${REGION}:${ACCOUNT}:table/${tableName}`;

/** A transaction needs what its members need, one by one. */
const BY_MEMBER: ReadonlyMap<string, string> = new Map([
  ['Put', 'PutItem'],
  ['Update', 'UpdateItem'],
  ['Delete', 'DeleteItem'],
  ['ConditionCheck', 'ConditionCheckItem'],
  ['Get', 'GetItem'],
]);

const text = z.string();
const key = z.object({ pk: z.object({ S: text }) });
const ofOneItem = { Key: z.optional(key), Item: z.optional(key) };
const requestBody = z.object({
  TableName: z.optional(text),
  IndexName: z.optional(text),
  ...ofOneItem,
  KeyConditionExpression: z.optional(text),
  ExpressionAttributeNames: z.optional(z.record(text, text)),
  ExpressionAttributeValues: z.optional(z.record(text, z.looseObject({ S: z.optional(text) }))),
  RequestItems: z.optional(z.record(text, z.object({ Keys: z.array(key) }))),
  TransactItems: z.optional(z.array(z.record(text, z.object({ TableName: text, ...ofOneItem })))),
});
type Body = z.infer<typeof requestBody>;

/** Of a query the one that its condition names: a partition is always asked for by its whole key. */
function keyQueried({ KeyConditionExpression = '', ExpressionAttributeNames = {}, ExpressionAttributeValues = {} }: Body): string | undefined {
  const equations = KeyConditionExpression.matchAll(/([#\w]+) = (:\w+)/g);
  const [, , value = ''] = [...equations].find(([, name = '']) => (ExpressionAttributeNames[name] ?? name) === 'pk') ?? [];
  return ExpressionAttributeValues[value]?.S;
}

const keyOf = ({ Key, Item }: Pick<Body, 'Key' | 'Item'>): string | undefined => (Key ?? Item)?.pk.S;
const known = (...keys: readonly (string | undefined)[]): readonly string[] => keys.filter((one) => one !== undefined);
const on = (action: string, resource: string): Permission => `dynamodb:${action} on ${tableArn(resource)}`;

/** Together what is asked by the same action on the same table. */
function ofTransaction(items: NonNullable<Body['TransactItems']>): readonly Asked[] {
  const keys = new Map<Permission, readonly string[]>();
  for (const [member, one] of items.flatMap((item) => Object.entries(item))) {
    const permission = on(BY_MEMBER.get(member) ?? member, one.TableName);
    keys.set(permission, [...(keys.get(permission) ?? []), ...known(keyOf(one))]);
  }
  return [...keys].map(([permission, all]) => ({ permission, keys: all }));
}

export function dynamodb({ target = '', body }: AwsRequest): readonly Asked[] {
  const request = z.parse(requestBody, JSON.parse(body));
  const { TableName = '*', IndexName, RequestItems, TransactItems } = request;
  const operation = target.replace(/^.*\./, '');
  if (TransactItems) return ofTransaction(TransactItems);
  if (RequestItems) {
    const tables = Object.entries(RequestItems);
    return tables.map(([name, { Keys }]) => ({ permission: on(operation, name), keys: Keys.map(({ pk }) => pk.S) }));
  }
  if (IndexName !== undefined) return [{ permission: on(operation, `${TableName}/index/${IndexName}`), keys: [] }];
  return [{ permission: on(operation, TableName), keys: known(keyOf(request) ?? keyQueried(request)) }];
}
