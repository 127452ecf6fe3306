import * as z from 'zod/mini';
import { ACCOUNT, REGION } from '../function-process.ts';
import { apiArn } from '../websocket/event.ts';

/** `action on resource`, the resource by its ARN. */
export type Permission = string;

/** A request to AWS, as far as IAM looks at it. */
export interface AwsRequest {
  readonly method: string;
  readonly path: string;
  readonly target: string | undefined;
  readonly body: string;
}

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
const dynamodbBody = z.object({
  TableName: z.optional(text),
  IndexName: z.optional(text),
  RequestItems: z.optional(z.record(text, z.unknown())),
  TransactItems: z.optional(z.array(z.record(text, z.object({ TableName: text })))),
});

function dynamodb({ target = '', body }: AwsRequest): readonly Permission[] {
  const { TableName = '*', IndexName, RequestItems, TransactItems } = z.parse(dynamodbBody, JSON.parse(body));
  const on = (action: string, tableName: string): Permission => `dynamodb:${action} on ${tableArn(tableName)}`;
  const operation = target.replace(/^.*\./, '');
  if (TransactItems) {
    const members = TransactItems.flatMap((item) => Object.entries(item));
    return members.map(([member, one]) => on(BY_MEMBER.get(member) ?? member, one.TableName));
  }
  if (RequestItems) return Object.keys(RequestItems).map((tableName) => on(operation, tableName));
  return [on(operation, IndexName === undefined ? TableName : `${TableName}/index/${IndexName}`)];
}

function sns({ body }: AwsRequest): readonly Permission[] {
  const form = new URLSearchParams(body);
  return [`sns:${form.get('Action')} on ${form.get('TopicArn')}`];
}

function connections({ method, path }: AwsRequest): readonly Permission[] {
  const [, stage, ...rest] = path.split('/');
  return [`execute-api:ManageConnections on ${apiArn}/${stage}/${method}/${rest.join('/')}`];
}

/** By service, what a role must allow for a request to be answered. */
export const PERMISSIONS = { dynamodb, sns, connections } as const satisfies Record<string, (request: AwsRequest) => readonly Permission[]>;

export type Service = keyof typeof PERMISSIONS;
