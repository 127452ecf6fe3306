import { describe, expect, it } from 'vitest';
import { PERMISSIONS } from '../../../scripts/aws-local/asked/permissions.ts';

const TABLE = 'arn:aws:dynamodb:eu-central-1:000000000000:table/t';
const dynamodb = (operation: string, body: object) =>
  PERMISSIONS.dynamodb({ method: 'POST', path: '/', target: `DynamoDB_20120810.${operation}`, body: JSON.stringify(body) });

describe('what a role must allow', () => {
  it.each([
    ['GetItem', { TableName: 't', Key: {} }, [`dynamodb:GetItem on ${TABLE}`]],
    ['Query', { TableName: 't' }, [`dynamodb:Query on ${TABLE}`]],
    ['Query', { TableName: 't', IndexName: 'ByUser' }, [`dynamodb:Query on ${TABLE}/index/ByUser`]],
    ['BatchGetItem', { RequestItems: { t: { Keys: [] }, u: { Keys: [] } } }, [`dynamodb:BatchGetItem on ${TABLE}`, `dynamodb:BatchGetItem on ${TABLE.replace(/t$/, 'u')}`]],
    ['ListTables', {}, [`dynamodb:ListTables on ${TABLE.replace(/t$/, '*')}`]],
  ])('for a %s of %j is that action, on the table or its index', (operation, body, expected) => {
    expect(dynamodb(operation, body)).toEqual(expected);
  });

  it('for a transaction is what its members are', () => {
    const item = { TableName: 't' };
    const members = ['Put', 'Update', 'Delete', 'ConditionCheck'].map((member) => ({ [member]: item }));
    const actions = ['PutItem', 'UpdateItem', 'DeleteItem', 'ConditionCheckItem'].map((action) => `dynamodb:${action} on ${TABLE}`);
    expect(dynamodb('TransactWriteItems', { TransactItems: members })).toEqual(actions);
    expect(dynamodb('TransactGetItems', { TransactItems: [{ Get: item }] })).toEqual([`dynamodb:GetItem on ${TABLE}`]);
  });

  it('for a publication is its topic', () => {
    const body = String(new URLSearchParams({ Action: 'Publish', TopicArn: 'arn:aws:sns:eu-central-1:000000000000:bookings' }));
    const asked = { method: 'POST', path: '/', target: undefined, body };
    expect(PERMISSIONS.sns(asked)).toEqual(['sns:Publish on arn:aws:sns:eu-central-1:000000000000:bookings']);
  });

  it.each(['POST', 'GET', 'DELETE'])('for a %s to a connection names the method', (method) => {
    const asked = { method, path: '/live/@connections/c-1%3D', target: undefined, body: '' };
    const api = 'arn:aws:execute-api:eu-central-1:000000000000:local';
    expect(PERMISSIONS.connections(asked)).toEqual([`execute-api:ManageConnections on ${api}/live/${method}/@connections/c-1%3D`]);
  });
});
