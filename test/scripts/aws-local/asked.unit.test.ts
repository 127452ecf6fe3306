import { describe, expect, it } from 'vitest';
import { PERMISSIONS } from '../../../scripts/aws-local/asked/permissions.ts';

const TABLE = 'arn:aws:dynamodb:eu-central-1:000000000000:table/t';
const dynamodb = (operation: string, body: object) =>
  PERMISSIONS.dynamodb({ method: 'POST', path: '/', target: `DynamoDB_20120810.${operation}`, body: JSON.stringify(body) });
const key = (pk: string) => ({ pk: { S: pk }, sk: { S: 's' } });

describe('what a role must allow', () => {
  it.each([
    ['GetItem', { TableName: 't', Key: key('A#1') }, [['GetItem', 't', 'A#1']]],
    ['PutItem', { TableName: 't', Item: { ...key('A#1'), name: { S: 'n' } } }, [['PutItem', 't', 'A#1']]],
    [
      'BatchGetItem',
      { RequestItems: { t: { Keys: [key('A#1'), key('B#1')] }, u: { Keys: [] } } },
      [['BatchGetItem', 't', 'A#1', 'B#1'], ['BatchGetItem', 'u']],
    ],
    ['ListTables', {}, [['ListTables', '*']]],
  ])('for a %s of %j is that action, on the table and its keys', (operation, body, expected) => {
    const asked = expected.map(([action, table, ...keys]) => ({ permission: `dynamodb:${action} on ${TABLE.replace(/t$/, table ?? '')}`, keys }));
    expect(dynamodb(operation, body)).toEqual(asked);
  });

  const values = { ':p': { S: 'A#1' }, ':from': { S: 'a' } };
  it.each([
    [{ KeyConditionExpression: '#p = :p AND #s BETWEEN :from AND :to', ExpressionAttributeNames: { '#p': 'pk', '#s': 'sk' } }, ['A#1']],
    [{ KeyConditionExpression: 'sk = :from AND pk = :p' }, ['A#1']],
    [{ KeyConditionExpression: 'pk = :other' }, []],
  ])('for a Query by %j names the partition', (condition, keys) => {
    const query = { TableName: 't', ExpressionAttributeValues: values, ...condition };
    expect(dynamodb('Query', query)).toEqual([{ permission: `dynamodb:Query on ${TABLE}`, keys }]);
  });

  it('for a Query of an index is that index, whose keys are not those of the table', () => {
    const query = { TableName: 't', IndexName: 'ByUser', KeyConditionExpression: 'pk = :p', ExpressionAttributeValues: values };
    expect(dynamodb('Query', query)).toEqual([{ permission: `dynamodb:Query on ${TABLE}/index/ByUser`, keys: [] }]);
  });

  it('for a transaction is what its members are, those of one action together', () => {
    const Key = key('A#1');
    const members = [
      { Put: { TableName: 't', Item: key('B#1') } },
      { Update: { TableName: 't', Key } },
      { Delete: { TableName: 't', Key } },
      { ConditionCheck: { TableName: 't', Key } },
      { Put: { TableName: 't', Item: key('C#1') } },
    ];
    expect(dynamodb('TransactWriteItems', { TransactItems: members })).toEqual([
      { permission: `dynamodb:PutItem on ${TABLE}`, keys: ['B#1', 'C#1'] },
      ...['UpdateItem', 'DeleteItem', 'ConditionCheckItem'].map((action) => ({ permission: `dynamodb:${action} on ${TABLE}`, keys: ['A#1'] })),
    ]);
    const read = dynamodb('TransactGetItems', { TransactItems: [{ Get: { TableName: 't', Key } }] });
    expect(read).toEqual([{ permission: `dynamodb:GetItem on ${TABLE}`, keys: ['A#1'] }]);
  });

  it('for a publication is its topic', () => {
    const body = String(new URLSearchParams({ Action: 'Publish', TopicArn: 'arn:aws:sns:eu-central-1:000000000000:bookings' }));
    const asked = { method: 'POST', path: '/', target: undefined, body };
    const permission = 'sns:Publish on arn:aws:sns:eu-central-1:000000000000:bookings';
    expect(PERMISSIONS.sns(asked)).toEqual([{ permission, keys: [] }]);
  });

  it.each(['POST', 'GET', 'DELETE'])('for a %s to a connection names the method', (method) => {
    const asked = { method, path: '/live/@connections/c-1%3D', target: undefined, body: '' };
    const permission = `execute-api:ManageConnections on arn:aws:execute-api:eu-central-1:000000000000:local/live/${method}/@connections/c-1%3D`;
    expect(PERMISSIONS.connections(asked)).toEqual([{ permission, keys: [] }]);
  });
});
