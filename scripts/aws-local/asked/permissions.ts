import { apiArn } from '../websocket/event.ts';
import type { Asked, AwsRequest } from './asked.ts';
import { dynamodb } from './dynamodb.ts';

function sns({ body }: AwsRequest): readonly Asked[] {
  const form = new URLSearchParams(body);
  return [{ permission: `sns:${form.get('Action')} on ${form.get('TopicArn')}`, keys: [] }];
}

function connections({ method, path }: AwsRequest): readonly Asked[] {
  const [, stage, ...rest] = path.split('/');
  return [{ permission: `execute-api:ManageConnections on ${apiArn}/${stage}/${method}/${rest.join('/')}`, keys: [] }];
}

/** By service, what a role must allow for a request to be answered. */
export const PERMISSIONS = { dynamodb, sns, connections } as const satisfies Record<string, (request: AwsRequest) => readonly Asked[]>;

export type Service = keyof typeof PERMISSIONS;
