import { Readable } from 'node:stream';
import {
  BatchGetItemCommand,
  DynamoDBClient,
  GetItemCommand,
  QueryCommand,
  TransactionCanceledException,
  TransactWriteItemsCommand,
  UpdateItemCommand,
} from '@aws-sdk/client-dynamodb';
import { describe, expect, it } from 'vitest';
import { DynamoDBJsonCodec2 } from '../../../src/entrypoints/lambda/functions/dynamodb-json.js';

const TableName = 'bookings';
const item = {
  pk: { S: 'BOOKING#b-1' },
  version: { N: '7' },
  state: { S: '{"notes":"\\"é\u2028💆\\n"}' },
  held: { BOOL: true },
};

/** A client of the SDK as it comes, beside someone who answers `answer` to whatever it sends. */
function standIn(answer: object, statusCode = 200) {
  let sent: unknown;
  const requestHandler = {
    async handle({ body }: { readonly body: Uint8Array }) {
      sent = JSON.parse(new TextDecoder().decode(body));
      return { response: { statusCode, headers: {}, body: Readable.from([Buffer.from(JSON.stringify(answer))]) } };
    },
  };
  const credentials = { accessKeyId: 'local', secretAccessKey: 'local' };
  const client = new DynamoDBClient({ region: 'eu-central-1', credentials, maxAttempts: 1, requestHandler });
  return { client, sent: () => sent };
}

function written(input: unknown): unknown {
  const serializer = new DynamoDBJsonCodec2().createSerializer();
  serializer.write(undefined, input);
  return JSON.parse(serializer.flush());
}
const read = (answer: object): unknown =>
  new DynamoDBJsonCodec2().createDeserializer().read(undefined, Buffer.from(JSON.stringify(answer)));

describe('what we write and read is what the SDK does', () => {
  const key = { pk: { S: 'a' }, sk: { S: 'b' } };
  const Put = { TableName, Item: item, ConditionExpression: 'attribute_not_exists(pk)', ExpressionAttributeValues: undefined };

  it.each([
    {
      command: new BatchGetItemCommand({ RequestItems: { [TableName]: { Keys: [key], ConsistentRead: true } } }),
      answer: { Responses: { [TableName]: [item] }, UnprocessedKeys: { [TableName]: { Keys: [key] } } },
    },
    { command: new GetItemCommand({ TableName, Key: key, ConsistentRead: true }), answer: { Item: item } },
    { command: new GetItemCommand({ TableName, Key: key }), answer: {} },
    {
      command: new TransactWriteItemsCommand({ TransactItems: [{ Put }], ClientRequestToken: 'token' }),
      answer: {},
    },
    {
      command: new QueryCommand({ TableName, ExpressionAttributeNames: { '#pk': 'pk' }, Limit: 3, ScanIndexForward: false }),
      answer: { Items: [item], Count: 1, ScannedCount: 2, LastEvaluatedKey: key },
    },
    {
      command: new UpdateItemCommand({ TableName, Key: key, ReturnValues: 'ALL_NEW' }),
      answer: { Attributes: { attempts: { N: '1' } } },
    },
  ])('$command.constructor.name', async ({ command, answer }) => {
    const { client, sent } = standIn(answer);
    const { $metadata: _metadata, ...output } = await client.send(command as GetItemCommand);
    expect(written(command.input)).toEqual(sent());
    expect(read(answer)).toEqual(output);
  });

  it('a transaction that was cancelled', async () => {
    const CancellationReasons = [{ Code: 'None' }, { Code: 'ConditionalCheckFailed', Item: item, Message: 'no' }];
    const body = { __type: 'com.amazonaws.dynamodb.v20120810#TransactionCanceledException', CancellationReasons };
    const { client } = standIn(body, 400);
    const failed = client.send(new TransactWriteItemsCommand({ TransactItems: [{ Put }] }));
    await expect(failed).rejects.toBeInstanceOf(TransactionCanceledException);
    await expect(failed).rejects.toMatchObject({ CancellationReasons });
    const { readObject } = new DynamoDBJsonCodec2().createDeserializer();
    expect(readObject(undefined, CancellationReasons)).toEqual(CancellationReasons);
  });
});
